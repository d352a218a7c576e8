namespace Freehold.Storage.Tests.Ownership;

/// <summary>T04: the honest owner's proof loses nothing.</summary>
public sealed class Proving_a_mailbox_from_inside
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task keeps_everything_when_signed_in(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await AnnaAsync(scene);

        var proved = await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync("anna@example.com", "verify-email"), new LinkHolder(anna, null, null, Scene.Origin), Scene.Ct);

        Assert.Null(proved.Failure);
        await AssertKeptAsync(scene, anna);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task keeps_everything_when_the_current_password_is_typed(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await AnnaAsync(scene);
        var link = await scene.LinkAsync("anna@example.com", "verify-email");

        var wrong = await scene.Get<MailboxProofs>().VerifyAsync(link, new LinkHolder(null, "wrong horse", null, Scene.Origin), Scene.Ct);
        var proved = await scene.Get<MailboxProofs>().VerifyAsync(link, new LinkHolder(null, Scene.Password, null, Scene.Origin), Scene.Ct);

        Assert.Equal(FailureCode.WrongPassword, wrong.Failure!.Code);
        Assert.Null(proved.Failure);
        await AssertKeptAsync(scene, anna);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_not_done_by_the_session_of_somebody_else(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await AnnaAsync(scene);
        var other = await scene.RegisterAsync("other@example.com");

        var proved = await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync("anna@example.com", "verify-email"), new LinkHolder(other, null, null, Scene.Origin), Scene.Ct);

        Assert.Equal(FailureCode.Required, proved.Failure!.Code);
        Assert.False((await scene.ReadAsync(anna))!.EmailVerified);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task stops_guesses_at_the_password(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await AnnaAsync(scene);
        var link = await scene.LinkAsync("anna@example.com", "verify-email");

        var guesses = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => scene.Get<MailboxProofs>().VerifyAsync(link, new LinkHolder(null, $"guess number {i}", null, Scene.Origin), Scene.Ct)));

        Assert.Equal(5, guesses.Count(guess => guess.Failure!.Code == FailureCode.WrongPassword));
        Assert.Equal(7, guesses.Count(guess => guess.Failure!.Code == FailureCode.Throttled));
    }

    [Theory]
    [InlineData("sqlite", false)]
    [InlineData("sqlite", true)]
    [InlineData("postgres", false)]
    [InlineData("postgres", true)]
    public async Task ends_every_session_but_the_own_where_a_password_is_set(string storage, bool isFirst)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await AnnaAsync(scene);
        var elsewhere = await scene.SignInAsync("anna", Scene.Password);
        var link = await scene.Database.WriteAsync(
            async session =>
            {
                if (isFirst) await session.RemovePasswordAsync(anna.Customer, Scene.Ct);
                return await session.CreateLinkAsync(anna.Customer, isFirst ? LinkPurpose.SetPassword : LinkPurpose.ResetPassword, "anna@example.com", null, scene.Clock.GetUtcNow(), TimeSpan.FromMinutes(30), Scene.Ct);
            },
            Scene.Ct);

        Assert.Null((await scene.Get<MailboxProofs>().SetPasswordAsync(link, new LinkHolder(anna, null, "the owner's own words", Scene.Origin), Scene.Ct)).Failure);

        Assert.NotNull(await scene.ReadAsync(anna));
        Assert.Null(await scene.ReadAsync(elsewhere));
    }

    private static Task<Caller> AnnaAsync(Scene scene)
    {
        var profile = new ProfileChange();
        profile.Fields[ProfileField.FirstName] = "Anna";
        return scene.RegisterAsync("anna@example.com", phone: "+48555015332", profile, code: "anna");
    }

    private static async Task AssertKeptAsync(Scene scene, Caller anna)
    {
        var account = await scene.ReadAsync(anna);
        Assert.True(account!.EmailVerified);
        Assert.Equal("anna@example.com", account.VerifiedEmail);
        Assert.Equal("Anna", account[ProfileField.FirstName]);
        Assert.Equal("+48555015332", account.Phone);
        Assert.True(await scene.CanSignInAsync("anna", Scene.Password));
    }
}
