using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Changes;

/// <summary>T30, T31 and T37 for the e-mail.</summary>
public sealed class Changing_an_email
{
    private const string Phone = "+48555011111";

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task fails_like_a_wrong_code_when_the_address_was_taken_meanwhile(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", Phone);
        var code = await RequestAsync(scene, anna, "new@example.com");
        await scene.RegisterAsync("NEW@example.com");

        var answers = new List<FailureCode?>();
        for (var i = 0; i < 6; i++) answers.Add((await scene.Get<EmailChanges>().ConfirmAsync(anna, code, true, Ct)).Failure?.Code);

        Assert.Equal([FailureCode.WrongCode, FailureCode.WrongCode, FailureCode.WrongCode, FailureCode.WrongCode, FailureCode.WrongCode, FailureCode.TooManyTries], answers);
        Assert.Equal(("anna@example.com", Agreements.None), ((await scene.ReadAsync(anna))!.Email, (await scene.ReadAsync(anna))!.Agreements));
        Assert.True(await scene.CanSignInAsync("anna@example.com", Scene.Password));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_won_by_one_of_two_who_want_the_same_address(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", Phone);
        var carl = await scene.RegisterAsync("carl@example.com", "+48555012222");
        var first = await RequestAsync(scene, anna, "new@example.com");
        var second = await RequestAsync(scene, carl, "New@Example.com", "+48555012222");

        var answers = await Task.WhenAll(scene.Get<EmailChanges>().ConfirmAsync(anna, first, null, Ct), scene.Get<EmailChanges>().ConfirmAsync(carl, second, null, Ct));

        Assert.Single(answers, answer => answer.Failure is null);
        Assert.Single(answers, answer => answer.Failure?.Code == FailureCode.WrongCode);
        Assert.Equal(1, await scene.CountAsync("identifier", "kind = 1 AND value = 'new@example.com'"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task without_a_phone_asks_the_verified_mailbox(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");

        Assert.Null((await scene.Get<EmailChanges>().RequestAsync(anna, Scene.Email("new@example.com"), Scene.Password, Ct)).Failure);
        var code = (await scene.MessageAsync("anna@example.com", MessageTemplate.EmailChangeCode))!["token"];
        Assert.Null((await scene.Get<EmailChanges>().ConfirmAsync(anna, code, null, Ct)).Failure);

        var row = (await scene.ReadAsync(anna))!;
        Assert.Equal(("new@example.com", false, "anna@example.com"), (row.Email, row.EmailVerified, row.VerifiedEmail));
        Assert.NotNull(await scene.MessageAsync("new@example.com", MessageTemplate.VerifyEmail));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task needs_a_sender_for_the_phone_on_file(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", Phone);

        Assert.Equal(FailureCode.NoChannel, (await scene.Get<EmailChanges>().RequestAsync(anna, Scene.Email("new@example.com"), Scene.Password, Ct)).Failure?.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task records_who_agreed_to_the_newsletter_when_and_where(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", Phone);
        var code = await RequestAsync(scene, anna, "new@example.com");

        Assert.Null((await scene.Get<EmailChanges>().ConfirmAsync(anna, code, newsletter: false, Ct)).Failure);

        var record = Assert.Single(await scene.Database.ReadAsync(session => session.ListAgreementsAsync(anna.Customer, Ct), Ct));
        Assert.Equal(("email", false, Scene.Origin.Via, Scene.Origin.Address), (record.Purpose, record.Granted, record.Source, record.ClientAddress));
        Assert.Equal(scene.Clock.UtcNow.ToUnixTimeMilliseconds(), record.At.ToUnixTimeMilliseconds());
    }

    /// <summary>Whoever wants the address learns nothing of it, and its owner is told; not by every attempt.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task tells_who_has_the_address_once_a_minute_whoever_wants_it(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        await scene.RegisterAsync("owner@example.com");
        var told = new List<long>();

        foreach (var (i, seconds) in new[] { 0, 59, 1 }.Index())
        {
            var caller = await scene.RegisterAsync($"customer{i}@example.com", $"+4855501111{i}");
            scene.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await RequestAsync(scene, caller, "Owner@example.com", $"+4855501111{i}");
            told.Add(await scene.CountAsync("outbox", $"template = '{MessageTemplate.EmailChangeOwner}' AND recipient = 'owner@example.com'"));
        }

        Assert.Equal([1, 1, 2], told);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_nobody_of_the_own_address(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", Phone);

        await RequestAsync(scene, anna, "ANNA@example.com");

        Assert.Equal(0, await scene.CountAsync("outbox", $"template = '{MessageTemplate.EmailChangeOwner}'"));
    }

    private static async Task<string> RequestAsync(Scene scene, Caller caller, string email, string phone = Phone)
    {
        Assert.Null((await scene.Get<EmailChanges>().RequestAsync(caller, Scene.Email(email), Scene.Password, Ct)).Failure);
        return (await scene.MessageAsync(phone, MessageTemplate.EmailChangeCode))!["code"];
    }
}
