using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Changes;

/// <summary>T32: for a day nothing that one signs in with changes, whoever asks, and whatever was asked for before.</summary>
public sealed class Changing_anything_after_an_undo
{
    private const string Anna = "anna@example.com";

    private static readonly Phone Old = Phone.Parse("+48555015332", "phone", null).Value;
    private static readonly Phone New = Phone.Parse("+48555019999", "phone", null).Value;

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task sends_no_code(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync(Anna, Old.Text);
        await FreezeAsync(scene, anna, scene.Clock.UtcNow.AddDays(1));

        Assert.Equal(FailureCode.ChangesFrozen, (await scene.Get<PhoneChanges>().RequestAsync(anna, New, Ct)).Failure?.Code);
        Assert.Equal(FailureCode.ChangesFrozen, (await scene.Get<EmailChanges>().RequestAsync(anna, Scene.Email("new@example.com"), Scene.Password, Ct)).Failure?.Code);

        Assert.Equal((0, 0), (await scene.CountAsync("code"), await scene.CountAsync("outbox", "channel = 'sms'")));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_no_code_that_was_sent_before(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync(Anna, Old.Text);
        Assert.Null((await scene.Get<PhoneChanges>().RequestAsync(anna, New, Ct)).Failure);
        Assert.Null((await scene.Get<EmailChanges>().RequestAsync(anna, Scene.Email("new@example.com"), Scene.Password, Ct)).Failure);
        var ofPhone = (await scene.MessageAsync(New.Text, MessageTemplate.PhoneCode))!["code"];
        var ofEmail = (await scene.MessageAsync(Old.Text, MessageTemplate.EmailChangeCode))!["code"];
        await FreezeAsync(scene, anna, scene.Clock.UtcNow.AddDays(1));

        Assert.Equal((FailureCode.ChangesFrozen, FailureCode.ChangesFrozen), await ConfirmAsync());
        Assert.Equal((Anna, Old.Text), ((await scene.ReadAsync(anna))!.Email, (await scene.ReadAsync(anna))!.Phone));
        await FreezeAsync(scene, anna, null);
        Assert.Equal((null, null), await ConfirmAsync());

        async Task<(FailureCode? Phone, FailureCode? Email)> ConfirmAsync() =>
            ((await scene.Get<PhoneChanges>().ConfirmAsync(anna, New, ofPhone, null, Ct)).Failure?.Code, (await scene.Get<EmailChanges>().ConfirmAsync(anna, ofEmail, null, Ct)).Failure?.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task sets_no_password_with_the_old_one(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync(Anna);
        await FreezeAsync(scene, anna, scene.Clock.UtcNow.AddDays(1));

        Assert.Equal(FailureCode.ChangesFrozen, (await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, "battery staple", Ct)).Failure?.Code);

        Assert.True(await scene.CanSignInAsync(Anna, Scene.Password));
    }

    private static Task FreezeAsync(Scene scene, Caller caller, DateTimeOffset? until) =>
        scene.ChangeAsync(caller, (_, account, _) =>
        {
            account.FrozenUntil = until;
            return Task.FromResult(0);
        });
}
