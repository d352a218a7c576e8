using System.Text.Json;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Portability;

public sealed class Importing_customers
{
    private const string Bcrypt = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_everything_of_a_line_and_the_hash(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);

        var outcome = await TakeAsync(scene, $$"""
            {"email":"Anna@example.com","emailVerified":true,"passwordHash":"{{Bcrypt}}","code":"anna7","customId":"A-1","uuid":"u-1","phone":"+48555015332","createdAt":"2021-02-03T04:05:06Z",
             "firstName":"Anna","city":"Gdynia","countryId":"PL","longitude":18.5,"attributes":{"loyalty":7,"snrs_email_confirmed":false,"email":"eve@example.com"},"tags":["vip"],"agreements":{"sms":true,"push":false},
             "agreementRecords":[{"purpose":"email","granted":false,"at":"2023-01-01T00:00:00Z"},{"purpose":"email","granted":true,"at":"2022-01-01T00:00:00Z","source":"checkout","clientAddress":"192.0.2.7","textVersion":"3"}],
             "addresses":[{"firstName":"Ole","city":"Oslo","email":"ole@example.com"},{"city":"Bergen"}]}
            """);

        Assert.Equal(ImportOutcome.Made, outcome.Value);
        Assert.True(await scene.CanSignInAsync("anna7", "U*U"));
        var anna = (await scene.ReadAsync(await scene.SignInAsync("anna@EXAMPLE.com", "U*U")))!;
        Assert.Equal(("Anna@example.com", true, "A-1", "u-1", "+48555015332", false, "Anna", "Gdynia"), (anna.Email, anna.EmailVerified, anna.CustomId, anna.Uuid, anna.Phone, anna.PhoneProved, anna[ProfileField.FirstName], anna[ProfileField.City]));
        Assert.Equal(("""{"loyalty":7}""", """["vip"]""", Agreements.Sms, new DateTimeOffset(2021, 2, 3, 4, 5, 6, TimeSpan.Zero)), (anna.Attributes, anna.Tags, anna.Agreements, anna.CreatedAt));
        var records = await scene.Database.ReadAsync(session => session.ListAgreementsAsync(anna.Id, Scene.Ct), Scene.Ct);
        Assert.Equal(["import", "import", "import", "checkout"], records.Select(record => record.Source));
        Assert.Equal(("192.0.2.7", "3", true), (records[^1].ClientAddress, records[^1].TextVersion, records[^1].Granted));
        Assert.Equal(["Oslo", "Bergen"], (await scene.Database.ReadAsync(session => session.ListAddressesAsync(anna.Id, Scene.Ct), Scene.Ct)).Select(address => address[ProfileField.City]));
        Assert.Equal(0, await scene.CountAsync("outbox"));
    }

    /// <summary>Other systems write moments that they do not know as the first of their calendar.</summary>
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task lists_who_came_before_1970_as_the_first_of_all(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        foreach (var (email, createdAt) in new[] { ("anna@example.com", "2021-02-03T04:05:06Z"), ("nora@example.com", "1969-12-31"), ("ole@example.com", "0001-01-01T00:00:00Z") })
            Assert.Equal(ImportOutcome.Made, (await TakeAsync(scene, $$"""{"email":"{{email}}","createdAt":"{{createdAt}}"}""")).Value);

        var listed = await scene.Get<ProfileDirectory>().ListAsync(new DirectoryQuery { Limit = 10 }, Scene.Ct);

        Assert.Equal(3, listed.Count);
        Assert.Equal("anna@example.com", listed[^1].Email);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task changes_nothing_when_it_is_done_again(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        string[] lines =
        [
            $$"""{"email":"anna@example.com","passwordHash":"{{Bcrypt}}","agreements":{"email":true},"city":"Gdynia"}""",
            """{"email":"nora@example.com","agreements":{"email":true},"city":"Oslo"}""",
        ];
        foreach (var line in lines) Assert.Equal(ImportOutcome.Made, (await TakeAsync(scene, line)).Value);
        var anna = await scene.SignInAsync("anna@example.com", "U*U");
        var moved = new ProfileChange();
        moved.Fields[ProfileField.City] = "Sopot";
        await scene.Get<Profiles>().UpdateAsync(anna, moved, Scene.Ct);
        var before = (await scene.CountAsync("account"), await scene.CountAsync("agreement_record"), await scene.CountAsync("event"));

        foreach (var line in lines) Assert.Equal(ImportOutcome.Stood, (await TakeAsync(scene, line)).Value);

        Assert.Equal(before, (await scene.CountAsync("account"), await scene.CountAsync("agreement_record"), await scene.CountAsync("event")));
        Assert.Equal("Sopot", (await scene.ReadAsync(anna))![ProfileField.City]);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task leaves_nothing_of_a_line_whose_identifier_is_somebody_elses(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("carl@example.com", code: "carl", customId: "C-1");
        var tables = CustomerTables.All.Select(table => table.Name.Text).ToArray();
        var before = await CountsAsync(scene, tables);

        var code = await TakeAsync(scene, $$"""{"email":"anna@example.com","passwordHash":"{{Bcrypt}}","code":"CARL","agreements":{"email":true},"addresses":[{"city":"Oslo"}]}""");
        var customId = await TakeAsync(scene, $$"""{"email":"anna@example.com","passwordHash":"{{Bcrypt}}","customId":"C-1"}""");

        Assert.Equal([(FailureCode.Taken, "code"), (FailureCode.Taken, "customId")], [(code.Failure!.Code, code.Failure.Field), (customId.Failure!.Code, customId.Failure.Field)]);
        Assert.Equal(before, await CountsAsync(scene, tables));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task finds_there_whom_others_bring_at_the_same_time(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        ImportedCustomer[] customers = [.. Enumerable.Range(1, 100).Select(n => new ImportedCustomer { Email = EmailAddress.Parse($"c{n}@example.com", "email").Value, HasAccount = n % 2 == 0 })];

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 3).Select(_ => scene.Get<AccountImports>().TakeAsync(customers, Scene.Ct)));

        Assert.All(outcomes.SelectMany(outcome => outcome), outcome => Assert.Null(outcome.Failure));
        Assert.Equal(100, outcomes.Sum(outcome => outcome.Count(one => one.Value == ImportOutcome.Made)));
    }

    [Fact]
    public async Task gives_a_proved_mailbox_what_the_shop_kept_under_it()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        await TakeAsync(scene, """{"email":"anna@example.com","customId":"A-1","tags":["vip"]}""");

        await TakeAsync(scene, $$"""{"email":"anna@example.com","emailVerified":true,"passwordHash":"{{Bcrypt}}"}""");

        var anna = (await scene.ReadAsync(await scene.SignInAsync("anna@example.com", "U*U")))!;
        Assert.Equal(("A-1", """["vip"]"""), (anna.CustomId, anna.Tags));
        Assert.Equal(1, await scene.CountAsync("account"));
    }

    // T60
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task gives_a_subscribers_addresses_to_the_account_behind_its_own_and_leaves_none_to_erasure(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await TakeAsync(scene, """{"email":"nora@example.com","addresses":[{"city":"Oslo"},{"city":"Bergen"}]}""");
        var nora = await scene.RegisterAsync("nora@example.com");
        var own = new AddressChange();
        own.Fields[ProfileField.City] = "Tromsø";
        await scene.Get<Addresses>().AddAsync(nora, [own], Scene.Ct);

        await scene.ChangeAsync(nora, (session, account, now) => SignInChanges.ProveMailboxAsync(session, account, "nora@example.com", ProofSide.Inside, Scene.Origin, now, Scene.Ct));

        Assert.Equal(["Tromsø", "Oslo", "Bergen"], (await scene.Database.ReadAsync(session => session.ListAddressesAsync(nora.Customer, Scene.Ct), Scene.Ct)).Select(address => address[ProfileField.City]));
        await scene.Get<BusinessProfiles>().DeleteAsync(new ProfileKey.Id(nora.Customer), Scene.Ct);
        Assert.Equal(0, await scene.CountAsync("address"));
    }

    [Theory]
    [InlineData("""{"passwordHash":"x"}""", FailureCode.Required, "email")]
    [InlineData("""{"email":7}""", FailureCode.WrongType, "email")]
    [InlineData("""{"email":"anna"}""", FailureCode.Malformed, "email")]
    [InlineData("""{"email":"a@example.com","passwordHash":"5f4dcc3b5aa765d61d8327deb882cf99"}""", FailureCode.OutOfRange, "passwordHash")]
    [InlineData("""{"email":"a@example.com","birthDate":"1990-02-30"}""", null, "birthDate")]
    [InlineData("""{"email":"a@example.com","city":["Oslo"]}""", FailureCode.WrongType, "city")]
    [InlineData("""{"email":"a@example.com","agreements":{"post":true}}""", FailureCode.OutOfRange, "agreements.post")]
    [InlineData("""{"email":"a@example.com","agreements":{"email":"yes"}}""", FailureCode.WrongType, "agreements.email")]
    [InlineData("""{"email":"a@example.com","agreementRecords":[{"purpose":"email","granted":true}]}""", FailureCode.Required, "agreementRecords[0].at")]
    [InlineData("""{"email":"a@example.com","agreementRecords":[{"purpose":"email","granted":true,"at":"2999-01-01T00:00:00Z"}]}""", FailureCode.OutOfRange, "agreementRecords")]
    [InlineData("""{"email":"a@example.com","addresses":[{},{"countryId":"Poland"}]}""", null, "addresses[1].countryId")]
    [InlineData("""{"email":"a@example.com","addresses":{}}""", FailureCode.WrongType, "addresses")]
    [InlineData("""{"email":"a@example.com","attributes":{"a\nb":1}}""", FailureCode.Malformed, "attributes.a\nb")]
    [InlineData("""{"email":"a@example.com","createdAt":"yesterday"}""", FailureCode.Malformed, "createdAt")]
    [InlineData("""{"email":"a@example.com","createdAt":"02/01/2020"}""", FailureCode.Malformed, "createdAt")]
    [InlineData("""{"email":"a@example.com","agreementRecords":[{"purpose":"email","granted":true,"at":"03-04-2020"}]}""", FailureCode.Malformed, "agreementRecords[0].at")]
    [InlineData("""{"email":"a@example.com","tags":"vip"}""", FailureCode.WrongType, "tags")]
    [InlineData("""{"email":"a@example.com","tags":["vip",7]}""", FailureCode.WrongType, "tags[1]")]
    [InlineData("""{"email":"a@example.com","tags":["a\u0000b"]}""", FailureCode.Malformed, "tags[0]")]
    [InlineData("""{"email":"a@example.com","account":true,"code":"b@example.com"}""", FailureCode.OutOfRange, "code")]
    [InlineData("""{"email":"a@example.com","account":false,"code":"anna"}""", FailureCode.ReadOnly, "code")]
    [InlineData("[]", FailureCode.WrongType, null)]
    public async Task names_what_is_wrong_with_a_line(string line, FailureCode? code, string? field)
    {
        await using var scene = await Scene.StartAsync("sqlite");

        var failure = (await TakeAsync(scene, line)).Failure!;

        Assert.Equal(field, failure.Field);
        if (code is not null) Assert.Equal(code, failure.Code);
        Assert.Equal(0, await scene.CountAsync("account"));
    }

    private static async Task<Result<ImportOutcome>> TakeAsync(Scene scene, string line)
    {
        using var document = JsonDocument.Parse(line);
        if (!scene.Get<ImportLine>().Read(document.RootElement).Is(out var customer, out var failure)) return failure;
        return (await scene.Get<AccountImports>().TakeAsync([customer], Scene.Ct))[0];
    }

    private static async Task<string> CountsAsync(Scene scene, string[] tables)
    {
        var counts = new List<string>();
        foreach (var table in tables) counts.Add($"{table} {await scene.CountAsync(table)}");
        return string.Join(", ", counts);
    }
}
