namespace Freehold.Storage.Tests.Ownership;

/// <summary>Step-up: the same session under a new id, which counts as freshly proved.</summary>
public sealed class Proving_again_who_one_is
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task replaces_the_cookie_and_keeps_the_sessions_end(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("anna@example.com");
        var (browser, caller) = await InBrowserAsync(scene);
        scene.Clock.Advance(TimeSpan.FromHours(2));

        var renewed = (await scene.Get<StepUps>().WithPasswordAsync(caller, Scene.Password, Scene.Ct)).Value;

        Assert.Null(await scene.ReadAsync(caller));
        var account = await scene.ReadAsync(new Caller(renewed.Customer, renewed.Cookie.SessionId(), Scene.Origin));
        Assert.Equal(scene.Clock.UtcNow, account!.ProvedAt);
        Assert.Equal(browser.ExpiresAt, renewed.ExpiresAt);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_refused_with_a_wrong_password(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("anna@example.com");
        var (_, caller) = await InBrowserAsync(scene);

        var renewed = await scene.Get<StepUps>().WithPasswordAsync(caller, "wrong horse", Scene.Ct);

        Assert.Equal(FailureCode.WrongPassword, renewed.Failure!.Code);
        Assert.NotNull(await scene.ReadAsync(caller));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task by_mail_works_in_the_session_that_asked_only(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("anna@example.com");
        var (_, asking) = await InBrowserAsync(scene);
        var (_, other) = await InBrowserAsync(scene);
        await scene.Get<StepUps>().MailAsync(asking, Scene.Ct);
        var link = await scene.LinkAsync("anna@example.com", "step-up");

        Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<StepUps>().WithLinkAsync(link, other, Scene.Ct)).Failure!.Code);
        Assert.Null((await scene.Get<StepUps>().WithLinkAsync(link, asking, Scene.Ct)).Failure);
        Assert.Null(await scene.ReadAsync(asking));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task by_mail_takes_one_mail_a_minute(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("anna@example.com");
        var (_, caller) = await InBrowserAsync(scene);
        Assert.Null((await scene.Get<StepUps>().MailAsync(caller, Scene.Ct)).Failure);

        var soon = (await scene.Get<StepUps>().MailAsync(caller, Scene.Ct)).Failure;

        Assert.Equal((FailureCode.Throttled, TimeSpan.FromMinutes(1)), (soon?.Code, soon?.RetryAfter));
        Assert.Equal(1, await scene.CountAsync("outbox", "template = 'step-up'"));
    }

    private static async Task<(BrowserSession Browser, Caller Caller)> InBrowserAsync(Scene scene)
    {
        var browser = (await scene.Get<SignIns>().InBrowserAsync("anna@example.com", Scene.Password, Scene.Origin, Scene.Ct)).Value;
        return (browser, new Caller(browser.Customer, browser.Cookie.SessionId(), Scene.Origin));
    }
}
