using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Registration;

public sealed class Activating_by_mail
{
    private static readonly EmailAddress Anna = Scene.Email("anna@example.com");

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task works_with_the_link_of_the_newest_message_however_often_strangers_ask_for_pins(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.Get<Workspace>().ReplaceAsync(new WorkspaceSettings { Registration = RegistrationMode.Pin }, Scene.Ct);
        await scene.Get<Registrations>().RegisterAsync(new NewAccount { Email = Anna, Password = Scene.Password, Device = new Device(null, "annas") }, Scene.Origin, Scene.Ct);

        for (var i = 0; i < 5; i++)
        {
            scene.Clock.Advance(TimeSpan.FromSeconds(61));
            await scene.Get<Activations>().RequestPinAsync(Anna, new Device(null, "a stranger's"), Scene.Origin, Scene.Ct);
        }

        Assert.Equal(3, await scene.CountAsync("outbox", "template = 'activation-pin'"));
        var link = await scene.LinkAsync(Anna.Text, "activation-pin");
        Assert.Null((await scene.Get<MailboxProofs>().VerifyAsync(link, new LinkHolder(null, Scene.Password, null, Scene.Origin), Scene.Ct)).Failure);
        Assert.True(await scene.CanSignInAsync(Anna.Text, Scene.Password));
    }
}
