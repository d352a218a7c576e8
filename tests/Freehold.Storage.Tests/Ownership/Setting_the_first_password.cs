namespace Freehold.Storage.Tests.Ownership;

public sealed class Setting_the_first_password
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_its_link_once(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"DELETE FROM password WHERE customer_id = {anna.Customer}", Scene.Ct));
        var link = await scene.Database.WriteAsync(
            session => session.CreateLinkAsync(anna.Customer, LinkPurpose.SetPassword, "anna@example.com", null, scene.Clock.GetUtcNow(), TimeSpan.FromHours(24), Scene.Ct), Scene.Ct);

        var first = await scene.Get<MailboxProofs>().SetPasswordAsync(link, new LinkHolder(null, null, "the owner's own words", Scene.Origin), Scene.Ct);
        var again = await scene.Get<MailboxProofs>().SetPasswordAsync(link, new LinkHolder(null, null, "another's words by then", Scene.Origin), Scene.Ct);

        Assert.Null(first.Failure);
        Assert.Equal(FailureCode.WrongCode, again.Failure?.Code);
        Assert.True(await scene.CanSignInAsync("anna@example.com", "the owner's own words"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task ends_the_other_links_that_would_set_one(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"DELETE FROM password WHERE customer_id = {anna.Customer}", Scene.Ct));
        var older = await LinkAsync(LinkPurpose.SetPassword);
        Assert.Null((await SetAsync(await LinkAsync(LinkPurpose.ResetPassword), "the owner's own words")).Failure);

        Assert.Equal(FailureCode.WrongCode, (await SetAsync(older, "another's words by then")).Failure?.Code);

        Task<LinkToken> LinkAsync(string purpose) =>
            scene.Database.WriteAsync(session => session.CreateLinkAsync(anna.Customer, purpose, "anna@example.com", null, scene.Clock.GetUtcNow(), TimeSpan.FromHours(24), Scene.Ct), Scene.Ct);

        Task<Result<Done>> SetAsync(LinkToken link, string password) => scene.Get<MailboxProofs>().SetPasswordAsync(link, new LinkHolder(null, null, password, Scene.Origin), Scene.Ct);
    }
}
