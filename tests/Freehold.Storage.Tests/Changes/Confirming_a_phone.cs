using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Changes;

/// <summary>T20 to T25, T27, T35 and T36, T37 for the phone.</summary>
public sealed class Confirming_a_phone
{
    private static readonly Phone New = Phone.Parse("+48555019999", "phone", null).Value;

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task tries_at_most_five_of_fifty_guesses_made_at_once(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var code = await RequestAsync(scene, anna);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => ConfirmAsync(scene, anna, Other(code, i))));

        Assert.Equal(5, answers.Count(answer => answer == FailureCode.WrongCode));
        Assert.Equal(45, answers.Count(answer => answer == FailureCode.TooManyTries));
        Assert.Equal(FailureCode.TooManyTries, await ConfirmAsync(scene, anna, code));
        Assert.Null((await scene.ReadAsync(anna))!.Phone);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task follows_the_numbers_of_the_settings(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var numbers = scene.Get<CodeOptions>();
        (numbers.Lifetime, numbers.Tries, numbers.ResendAfter, numbers.PerQuarterHour) = (TimeSpan.FromMinutes(3), 2, TimeSpan.FromSeconds(5), 2);
        var anna = await scene.RegisterAsync("anna@example.com");

        var first = await RequestAsync(scene, anna);
        for (var i = 0; i < 2; i++) Assert.Equal(FailureCode.WrongCode, await ConfirmAsync(scene, anna, Other(first, i)));
        Assert.Equal(FailureCode.TooManyTries, await ConfirmAsync(scene, anna, first));
        scene.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = await RequestAsync(scene, anna);
        scene.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(FailureCode.WrongCode, await ConfirmAsync(scene, anna, second));
        Assert.Equal(FailureCode.Throttled, (await scene.Get<PhoneChanges>().RequestAsync(anna, New, Ct)).Failure?.Code);
    }

    /// <summary>T24</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task succeeds_for_one_of_two_who_confirm_at_once(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var code = await RequestAsync(scene, anna);

        var answers = await Task.WhenAll(ConfirmAsync(scene, anna, code), ConfirmAsync(scene, anna, code));

        Assert.Single(answers, answer => answer is null);
        Assert.Single(answers, answer => answer == FailureCode.WrongCode);
        var row = await scene.ReadAsync(anna);
        Assert.Equal((New.Text, true), (row!.Phone, row.PhoneProved));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_no_code_of_another_purpose_account_or_number(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", phone: "+48555011111");
        var carl = await scene.RegisterAsync("carl@example.com");
        await scene.Get<EmailChanges>().RequestAsync(anna, Scene.Email("new@example.com"), Scene.Password, Ct);
        var forEmail = (await scene.MessageAsync("+48555011111", MessageTemplate.EmailChangeCode))!["code"];
        var code = await RequestAsync(scene, anna);

        Assert.Equal(FailureCode.WrongCode, await ConfirmAsync(scene, carl, code));
        if (forEmail != code) Assert.Equal(FailureCode.WrongCode, await ConfirmAsync(scene, anna, forEmail));
        var other = await scene.Get<PhoneChanges>().ConfirmAsync(anna, Phone.Parse("+48555018888", "phone", null).Value, code, null, Ct);
        Assert.Equal(FailureCode.WrongCode, other.Failure?.Code);
        Assert.Null(await ConfirmAsync(scene, anna, code));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_no_code_whose_row_was_moved_to_another_account_or_purpose(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", phone: New.Text);
        var carl = await scene.RegisterAsync("carl@example.com");
        var code = await RequestAsync(scene, anna);
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE code SET customer_id = {carl.Customer}", Ct));

        Assert.Equal(FailureCode.WrongCode, await ConfirmAsync(scene, carl, code));

        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE code SET customer_id = {anna.Customer}, purpose = {CodePurpose.Activation}", Ct));
        FailureCode? asPin = null;
        await scene.ChangeAsync(anna, async (session, account, now) => asPin = (await scene.Get<ConfirmationCodes>().TryAsync(session, account, CodePurpose.Activation, _ => New.Digits, code, now, Ct)).Failure?.Code);
        Assert.Equal(FailureCode.WrongCode, asPin);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_no_code_twice_nor_one_that_outlived_the_sessions(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var code = await RequestAsync(scene, anna);
        Assert.Null(await ConfirmAsync(scene, anna, code));
        Assert.Equal(FailureCode.WrongCode, await ConfirmAsync(scene, anna, code));

        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        code = await RequestAsync(scene, anna);
        Assert.Null((await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, "battery staple", Ct)).Failure);
        Assert.Equal(FailureCode.WrongCode, await ConfirmAsync(scene, anna, code));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_refused_when_the_session_is_over(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var code = await RequestAsync(scene, anna);

        await scene.Get<SignIns>().SignOutAsync(anna, everywhere: false, Ct);

        Assert.Equal(FailureCode.NotSignedIn, await ConfirmAsync(scene, anna, code));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_three_codes_in_a_quarter_of_an_hour_five_in_an_hour_and_ten_in_a_day_whoever_asks(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        Caller[] customers = [await scene.RegisterAsync("anna@example.com"), await scene.RegisterAsync("berta@example.com"), await scene.RegisterAsync("carl@example.com")];
        var start = scene.Clock.GetUtcNow();
        var sent = new List<double>();

        while (sent.Count < 11)
        {
            var failure = (await scene.Get<PhoneChanges>().RequestAsync(customers[sent.Count % 3], New, Ct)).Failure;
            if (failure is null) sent.Add((scene.Clock.GetUtcNow() - start).TotalMinutes);
            else scene.Clock.Advance(failure.RetryAfter!.Value);
        }

        Assert.Equal([0, 0, 0, 15, 15, 60, 60, 60, 75, 75, 24 * 60], sent);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task begins_anew_with_a_new_code(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var code = await RequestAsync(scene, anna);
        for (var i = 0; i < 6; i++) await ConfirmAsync(scene, anna, Other(code, i));
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        var next = await RequestAsync(scene, anna);

        Assert.Null(await ConfirmAsync(scene, anna, $" {next} "));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_refused_for_the_same_reason_however_often_it_is_asked_for(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var premium = Phone.Parse("+48701015332", "phone", null).Value;
        for (var i = 0; i < 3; i++)
        {
            await RequestAsync(scene, anna);
            scene.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        for (var i = 0; i < 3; i++)
        {
            var flood = (await scene.Get<PhoneChanges>().RequestAsync(anna, New, Ct)).Failure;
            var never = (await scene.Get<PhoneChanges>().RequestAsync(anna, premium, Ct)).Failure;
            Assert.Equal((FailureCode.Throttled, TimeSpan.FromMinutes(12)), (flood?.Code, flood?.RetryAfter));
            Assert.Equal(FailureCode.OutOfRange, never?.Code);
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_no_code_readable_in_the_database(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var code = await RequestAsync(scene, anna);

        var pending = await scene.Database.ReadAsync(session => session.FindCodeAsync(anna.Customer, CodePurpose.PhoneChange, Ct), Ct);
        var content = await scene.Database.ReadAsync(session => session.FirstAsync($"SELECT content FROM outbox WHERE template = {MessageTemplate.PhoneCode}", row => row.Bytes(0), Ct), Ct);

        Assert.Equal(32, pending!.Secret.Length);
        Assert.DoesNotContain(code, System.Text.Encoding.Latin1.GetString(pending.Secret), StringComparison.Ordinal);
        Assert.DoesNotContain(code, System.Text.Encoding.Latin1.GetString(content!), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task by_another_account_ends_the_numbers_role_in_the_first(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        Assert.Null(await ConfirmAsync(scene, anna, await RequestAsync(scene, anna)));
        Assert.Null((await scene.Get<EmailChanges>().RequestAsync(anna, Scene.Email("one@example.com"), Scene.Password, Ct)).Failure);
        var carl = await scene.RegisterAsync("carl@example.com");
        scene.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Null(await ConfirmAsync(scene, carl, await RequestAsync(scene, carl)));

        Assert.Equal(New.Text, (await scene.ReadAsync(anna))!.Phone);
        Assert.Equal(FailureCode.NoChannel, (await scene.Get<EmailChanges>().RequestAsync(anna, Scene.Email("two@example.com"), Scene.Password, Ct)).Failure?.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task records_who_agreed_to_what_when_and_where(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var code = await RequestAsync(scene, anna);

        Assert.Null((await scene.Get<PhoneChanges>().ConfirmAsync(anna, New, code, sms: true, Ct)).Failure);

        var record = await scene.Database.ReadAsync(
            session => session.FirstAsync($"SELECT purpose, granted, at, source, client_address FROM agreement_record WHERE customer_id = {anna.Customer}", row => (row.Text(0), row.Bool(1), row.Time(2), row.Text(3), row.Text(4)), Ct),
            Ct);
        Assert.Equal(("sms", true, DateTimeOffset.FromUnixTimeMilliseconds(scene.Clock.UtcNow.ToUnixTimeMilliseconds()), Scene.Origin.Via, Scene.Origin.Address), record);
    }

    private static async Task<string> RequestAsync(Scene scene, Caller caller)
    {
        Assert.Null((await scene.Get<PhoneChanges>().RequestAsync(caller, New, Ct)).Failure);
        return (await scene.MessageAsync(New.Text, MessageTemplate.PhoneCode))!["code"];
    }

    private static async Task<FailureCode?> ConfirmAsync(Scene scene, Caller caller, string code) =>
        (await scene.Get<PhoneChanges>().ConfirmAsync(caller, New, code, null, Ct)).Failure?.Code;

    private static string Other(string code, int i)
    {
        var other = i.ToString("D6", null);
        return other == code ? "999999" : other;
    }
}
