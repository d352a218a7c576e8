using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Changes;

/// <summary>T03 for the reset.</summary>
public sealed class Asking_for_a_password_reset
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task writes_as_much_for_an_unknown_address_but_sends_nothing_there(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        await scene.RegisterAsync("anna@example.com");

        // The first request of a client begins its own count.
        Assert.Null((await scene.Get<PasswordChanges>().RequestResetAsync("somebody@example.com", Scene.Origin, Ct)).Failure);
        var before = (await scene.CountAsync("outbox"), await scene.CountAsync("link"), await scene.CountAsync("throttle"));

        Assert.Null((await scene.Get<PasswordChanges>().RequestResetAsync("anna@example.com", Scene.Origin, Ct)).Failure);
        var known = (await scene.CountAsync("outbox"), await scene.CountAsync("link"), await scene.CountAsync("throttle"));
        Assert.Null((await scene.Get<PasswordChanges>().RequestResetAsync("nobody@example.com", Scene.Origin, Ct)).Failure);
        var unknown = (await scene.CountAsync("outbox"), await scene.CountAsync("link"), await scene.CountAsync("throttle"));

        Assert.Equal((1, 1, 1), (known.Item1 - before.Item1, known.Item2 - before.Item2, known.Item3 - before.Item3));
        Assert.Equal((1, 1, 1), (unknown.Item1 - known.Item1, unknown.Item2 - known.Item2, unknown.Item3 - known.Item3));
        Assert.Equal(0, await scene.CountAsync("outbox", "customer_id = 0 AND (recipient <> '' OR expires_at > created_at)"));
    }

    /// <summary>Whoever names another address each time is limited by their own.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task is_refused_beyond_three_hundred_an_hour_of_one_client_whoever_they_are_for(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        for (var i = 0; i < 150; i++)
        {
            Assert.Null((await scene.Get<PasswordChanges>().RequestResetAsync($"a{i}@example.com", Scene.Origin, Ct)).Failure);
            Assert.Null((await scene.Get<Activations>().RequestPinAsync(Scene.Email($"b{i}@example.com"), Device.Unknown, Scene.Origin, Ct)).Failure);
        }

        var rows = await scene.CountAsync("outbox");
        Assert.Equal(FailureCode.Throttled, (await scene.Get<PasswordChanges>().RequestResetAsync("c@example.com", Scene.Origin, Ct)).Failure?.Code);
        Assert.Equal(FailureCode.Throttled, (await scene.Get<Activations>().RequestLinkAsync(Scene.Email("c@example.com"), Scene.Origin, Ct)).Failure?.Code);
        Assert.Equal(FailureCode.Throttled, (await scene.Get<Activations>().RequestPinAsync(Scene.Email("c@example.com"), Device.Unknown, Scene.Origin, Ct)).Failure?.Code);
        Assert.Null((await scene.Get<PasswordChanges>().RequestResetAsync("c@example.com", Scene.Origin with { Address = "192.0.2.2" }, Ct)).Failure);
        Assert.Equal(rows + 1, await scene.CountAsync("outbox"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task mails_the_last_verified_address_whichever_of_the_two_is_named(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "thief@example.com");

        await scene.Get<PasswordChanges>().RequestResetAsync("thief@example.com", Scene.Origin, Ct);
        await scene.Get<PasswordChanges>().RequestResetAsync("anna@example.com", Scene.Origin, Ct);

        Assert.Null(await scene.MessageAsync("thief@example.com", MessageTemplate.ResetPassword));
        Assert.Equal(2, await scene.CountAsync("outbox", "recipient = 'anna@example.com' AND template = 'reset-password'"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_over_when_the_password_was_changed_meanwhile(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.Get<PasswordChanges>().RequestResetAsync("anna@example.com", Scene.Origin, Ct);
        var link = await scene.LinkAsync("anna@example.com", MessageTemplate.ResetPassword);
        Assert.Null((await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, "battery staple", Ct)).Failure);

        var late = await scene.Get<MailboxProofs>().SetPasswordAsync(link, new LinkHolder(null, null, "staple battery", Scene.Origin), Ct);

        Assert.Equal(FailureCode.WrongCode, late.Failure?.Code);
        Assert.True(await scene.CanSignInAsync("anna@example.com", "battery staple"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task mails_three_times_in_a_quarter_of_an_hour_at_most(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        await scene.RegisterAsync("anna@example.com");

        for (var i = 0; i < 10; i++)
        {
            await scene.Get<PasswordChanges>().RequestResetAsync("Anna@example.com", Scene.Origin, Ct);
            scene.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        Assert.Equal(3, await scene.CountAsync("outbox", "template = 'reset-password'"));
    }
}
