namespace Freehold.Storage.Tests.Ownership;

/// <summary>T26: looking changes nothing.</summary>
public sealed class Looking_at_a_link
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task changes_nothing_any_number_of_times(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var link = await scene.LinkAsync("anna@example.com", "verify-email");
        var before = (await scene.RowAsync(anna.Customer))!.Version;

        for (var i = 0; i < 5; i++) Assert.Equal(OutsideProof.Discards, (await scene.Get<MailedLinks>().LookAsync(link, null, Scene.Ct))!.Outside);

        Assert.Equal(before, (await scene.RowAsync(anna.Customer))!.Version);
        Assert.Equal(1, await scene.CountAsync("link"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task tells_who_is_inside_and_what_a_proof_from_outside_would_do(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "new@example.com");
        var link = await scene.LinkAsync("new@example.com", "verify-email");

        var outside = await scene.Get<MailedLinks>().LookAsync(link, null, Scene.Ct);
        var inside = await scene.Get<MailedLinks>().LookAsync(link, anna, Scene.Ct);

        Assert.Equal((false, true, OutsideProof.Detaches), (outside!.IsInside, outside.HasPassword, outside.Outside));
        Assert.True(inside!.IsInside);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task finds_nothing_once_it_was_used_or_the_address_was_changed(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var first = await scene.LinkAsync("anna@example.com", "verify-email");
        await scene.ChangeEmailAsync(anna, "new@example.com");
        var second = await scene.LinkAsync("new@example.com", "verify-email");
        await scene.Get<MailboxProofs>().VerifyAsync(second, new LinkHolder(anna, null, null, Scene.Origin), Scene.Ct);

        Assert.Null(await scene.Get<MailedLinks>().LookAsync(first, null, Scene.Ct));
        Assert.Null(await scene.Get<MailedLinks>().LookAsync(second, null, Scene.Ct));
    }

    [Theory]
    [InlineData("sqlite", LinkPurpose.CancelDeletion, Standing.Leaving, Standing.Active)]
    [InlineData("sqlite", LinkPurpose.StepUp, Standing.Active, Standing.Leaving)]
    [InlineData("sqlite", LinkPurpose.ConfirmDeletion, Standing.Active, Standing.Leaving)]
    [InlineData("postgres", LinkPurpose.CancelDeletion, Standing.Leaving, Standing.Active)]
    [InlineData("postgres", LinkPurpose.StepUp, Standing.Active, Standing.Leaving)]
    [InlineData("postgres", LinkPurpose.ConfirmDeletion, Standing.Active, Standing.Leaving)]
    internal async Task finds_what_is_for_an_account_that_is_in_use_or_looks_deleted_in_no_other(string storage, string purpose, Standing fits, Standing other)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var link = await scene.Database.WriteAsync(
            session => session.CreateLinkAsync(anna.Customer, purpose, "anna@example.com", null, scene.Clock.GetUtcNow(), TimeSpan.FromHours(1), Scene.Ct), Scene.Ct);

        Assert.NotNull(await LookAsync(fits));
        Assert.Null(await LookAsync(other));

        async Task<MailedLink?> LookAsync(Standing standing)
        {
            await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE account SET standing = {(long)standing} WHERE customer_id = {anna.Customer}", Scene.Ct));
            return await scene.Get<MailedLinks>().LookAsync(link, null, Scene.Ct);
        }
    }
}
