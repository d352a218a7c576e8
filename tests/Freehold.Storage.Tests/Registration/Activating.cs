using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Registration;

public sealed class Activating
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The password that may stand beside the link must not be found out by whoever knows a customer's number.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task without_the_link_tells_nothing_of_the_password(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.Get<PasswordChanges>().RequestResetAsync("anna@example.com", Scene.Origin, Ct);
        LinkToken[] links = [LinkToken.For(anna.Customer), await scene.LinkAsync("anna@example.com", LinkPurpose.ResetPassword)];

        foreach (var link in links)
            foreach (var password in (string[])["a guess", Scene.Password])
                Assert.Equal(FailureCode.WrongCode, (await scene.Get<Activations>().ConfirmLinkAsync(link, password, Device.Unknown, Scene.Origin, Ct)).Failure?.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task mails_one_link_a_minute_whoever_asks(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("anna@example.com");
        var before = await scene.CountAsync("outbox");

        for (var i = 0; i < 3; i++) Assert.Null((await scene.Get<Activations>().RequestLinkAsync(Scene.Email("anna@example.com"), Scene.Origin, Ct)).Failure);
        Assert.Equal(1, await scene.CountAsync("outbox") - before);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Get<Activations>().RequestLinkAsync(Scene.Email("Anna@Example.com"), Scene.Origin, Ct);

        Assert.Equal(2, await scene.CountAsync("outbox") - before);
    }
}
