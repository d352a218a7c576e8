using System.Security.Cryptography;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

/// <summary>Rows as they were written before 0011, in which nothing was left to follow from its neighbours.</summary>
public sealed class A_database_of_an_earlier_version
{
    private const string Hash = "$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$r0Vxf4iGRdlIHDsY9hVWlWTUBP+ZLRud2G7BQtr50vg";

    private static readonly CustomerId Anna = new(17), Bert = new(18);
    private static readonly DateTimeOffset Earlier = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static readonly EventFilter All = new(null, null, [], 10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_what_every_account_holds(string storage)
    {
        await using var core = await TestCore.StartAsync(storage, before: WriteAsync);

        var anna = (await core.Get<ProfileDirectory>().FindAsync(new ProfileKey.Id(Anna), Ct))!;
        var bert = (await core.Get<ProfileDirectory>().FindAsync(new ProfileKey.Id(Bert), Ct))!;

        Assert.Equal(("Anna@Example.com", "Anna@Example.com", "48600100200", "Anna Nowak"), (anna.Email, anna.VerifiedEmail, anna.PhoneDigits, anna[ProfileField.Label]));
        Assert.Equal(("bert@example.com", "bert@old.example", "48600100201", "Bertie"), (bert.Email, bert.VerifiedEmail, bert.PhoneDigits, bert[ProfileField.Label]));
        Assert.Equal(Hash, await core.Database.ReadAsync(session => session.FindHashAsync(Anna, Ct), Ct));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_hashes_of_every_spelling(string storage)
    {
        const string imported = @"$pbkdf2-sha512$i=1000,\q=1$MDEyMzQ1Njc4OWFiY2RlZg$r0Vxf4iGRdlIHDsY9hVWlWTUBP+ZLRud2G7BQtr50vg";
        Assert.True(PasswordHashing.CanVerify(imported));
        await using var core = await TestCore.StartAsync(storage, before: async database =>
        {
            await WriteAsync(database);
            await database.WriteAsync(session => session.ExecuteAsync($"UPDATE password SET hash = {imported}", Ct), Ct);
        });

        Assert.Equal(imported, await core.Database.ReadAsync(session => session.FindHashAsync(Anna, Ct), Ct));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_listed_in_its_old_order_and_beside_new_profiles(string storage)
    {
        await using var core = await TestCore.StartAsync(storage, before: WriteAsync);
        await core.Database.WriteAsync(session => session.MakeProfileAsync(EmailAddress.Parse("cora@example.com", "email").Value!, core.Clock.GetUtcNow(), Ct), Ct);

        var oldest = await core.Get<ProfileDirectory>().ListAsync(new DirectoryQuery { Limit = 10 }, Ct);
        var named = await core.Get<ProfileDirectory>().ListAsync(new DirectoryQuery { Limit = 10, Beginnings = { [DirectoryField.Email] = "anna@" } }, Ct);

        Assert.Equal(["bert@example.com", "Anna@Example.com", "cora@example.com"], oldest.Select(account => account.Email));
        Assert.Equal([Anna], named.Select(account => account.Id));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_every_event_of_everybody(string storage)
    {
        await using var core = await TestCore.StartAsync(storage, before: async database =>
        {
            await WriteAsync(database);
            await database.WriteAsync(
                session => session.ExecuteAsync(
                    $$"""
                    INSERT INTO event (customer_id, event_id, at, action, label, params) VALUES
                    ({{Anna}}, 9, 3000, 'client.login', 'client.login', NULL), ({{Anna}}, 7, 4000, 'product.view', 'seen', '{"sku":"A1"}'), ({{Bert}}, 7, 2000, 'client.login', 'client.login', NULL)
                    """,
                    Ct),
                Ct);
        });

        var history = core.Get<EventHistory>();
        var annas = (await history.ReadAsync(new ProfileKey.Id(Anna), All, Ct))!.Events;
        var signIns = await history.ReadAllAsync(All with { Actions = ["client.login"] }, Ct);

        Assert.Equal([(7, 4000, "seen", "{\"sku\":\"A1\"}"), (9, 3000, "client.login", null)], annas.Select(happened => (happened.Id, happened.At.ToUnixTimeMilliseconds(), happened.Label, happened.Parameters)));
        Assert.Equal([Anna, Bert], signIns.Select(happened => happened.Under));
    }

    [Theory]
    [InlineData("sqlite", "SELECT CAST(wr AS TEXT) FROM pragma_table_list WHERE name = 'event'", "0")]
    [InlineData("postgres", "SELECT conname::text FROM pg_constraint WHERE conrelid = 'event'::regclass AND contype = 'p'", "event_pkey")]
    public async Task has_its_events_in_a_heap_and_is_written_anew_only_where_it_had_not(string storage, string question, string answer)
    {
        await using var core = await TestCore.StartAsync(storage, before: WriteAsync);

        Assert.Equal(answer, await core.Database.ReadAsync(session => session.FirstAsync($"{new SqlFragment(question)}", row => row.Text(0), Ct), Ct));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_links_agreements_and_what_was_counted(string storage)
    {
        var (undo, counted) = (LinkToken.For(Anna), SHA256.HashData("counted"u8));
        await using var core = await TestCore.StartAsync(storage, before: database => WriteAsync(database, undo, counted));
        var now = core.Clock.GetUtcNow();

        var link = await core.Database.ReadAsync(session => session.FindLinkAsync(undo, now, Ct), Ct);
        var agreed = await core.Database.ReadAsync(session => session.ListAgreementsAsync(Anna, Ct), Ct);
        var wait = await core.Database.WriteAsync(session => session.TakeAsync(counted, [new Limit(2, TimeSpan.FromDays(36500))], now, Ct), Ct);

        Assert.Equal(("undo", "anna@example.com", "{}"), (link?.Purpose, link?.Target, link?.Payload));
        Assert.Equal([("sms", false, Earlier.AddDays(1)), ("email", true, Earlier)], agreed.Select(record => (record.Purpose, record.Granted, record.At)));
        Assert.NotNull(wait);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task loses_every_identifier_of_who_is_erased_and_no_other(string storage)
    {
        await using var core = await TestCore.StartAsync(storage, before: WriteAsync);
        Assert.Equal(7, (await IdentifiersAsync(core)).Count);

        await core.Database.WriteAsync(
            async session =>
            {
                await core.Get<Erasure>().EraseAsync(session, (await session.LockAccountAsync(Anna, Ct))!, receipt: false, core.Clock.GetUtcNow(), Ct);
                return new Done();
            },
            Ct);

        Assert.Equal(["bert@example.com"], await IdentifiersAsync(core));
    }

    private static Task<List<string>> IdentifiersAsync(TestCore core) =>
        core.Database.ReadAsync(session => session.ListAsync($"SELECT value FROM identifier ORDER BY value", row => row.Text(0), Ct), Ct);

    private static async Task WriteAsync(Database database, LinkToken undo, byte[] counted)
    {
        await WriteAsync(database);
        await database.WriteAsync(
            async session =>
            {
                await session.KeepLinkAsync(undo, LinkPurpose.Undo, "anna@example.com", "{}", Earlier, TimeSpan.FromDays(36500), Ct);
                var moments = $"{ThrottleStamps.Of(Earlier)},{ThrottleStamps.Of(Earlier)}";
                await session.ExecuteAsync($"INSERT INTO throttle (name, stamps, expires_at) VALUES ({Convert.ToHexString(counted)}, {moments}, {Earlier.AddDays(36500)})", Ct);
                await session.ExecuteAsync(
                    $"""
                    INSERT INTO agreement_record (customer_id, record_id, purpose, granted, at, source)
                    VALUES ({Anna}, 2, 'email', TRUE, {Earlier}, 'page'), ({Anna}, 1, 'sms', FALSE, {Earlier.AddDays(1)}, 'page'), ({Bert}, 1, 'sms', TRUE, {Earlier}, 'page')
                    """,
                    Ct);
                return new Done();
            },
            Ct);
    }

    private static Task WriteAsync(Database database) =>
        database.WriteAsync(
            async session =>
            {
                await Migrator.ApplyAsync(session, Migrator.Scripts.TakeWhile(script => string.CompareOrdinal(script.Name, "0011") < 0), TimeProvider.System, Ct);
                await AddAsync(session, Anna, "Anna@Example.com", "Anna@Example.com", "+48 600 100 200", "48600100200", "Anna", "Anna Nowak", Earlier.AddDays(1));
                await AddAsync(session, Bert, "bert@example.com", "bert@old.example", "600100201", "48600100201", "Bert", "Bertie", Earlier);
                await session.ExecuteAsync($"INSERT INTO password (customer_id, hash, set_at, proved) VALUES ({Anna}, {Hash}, 1, TRUE)", Ct);
                await session.ExecuteAsync(
                    $"""
                    INSERT INTO identifier (kind, value, customer_id, reserved_until) VALUES (1, 'anna@example.com', {Anna}, NULL), (1, 'anna@before.example', {Anna}, 99),
                    (3, {"uuid of " + Anna}, {Anna}, NULL), (3, 'an earlier uuid', {Anna}, NULL),
                    (4, '48600100200', {Anna}, NULL), (4, '48600100299', {Anna}, 99), (1, 'bert@example.com', {Bert}, NULL)
                    """,
                    Ct);
                return new Done();
            },
            Ct);

    private static async Task AddAsync(Session session, CustomerId customer, string email, string verified, string phone, string digits, string name, string label, DateTimeOffset created)
    {
        await session.ExecuteAsync(
            $"""
            INSERT INTO account (customer_id, standing, registered, version, epoch, created_at, changed_at, email, email_verified, verified_email, uuid,
                phone, phone_digits, phone_proved, agreements, first_name, last_name, label)
            VALUES ({customer}, 1, TRUE, 1, 1, {created}, {created}, {email}, TRUE, {verified}, {"uuid of " + customer}, {phone}, {digits}, FALSE, 0, {name}, 'Nowak', {label})
            """,
            Ct);
        byte[] moment = [0, 0, .. DirectoryKey.Of(created)];
        await session.ExecuteAsync(
            $"""
            INSERT INTO directory (customer_id, recognized, email, phone, first_name, last_name, city, created)
            VALUES ({customer}, TRUE, {DirectoryKey.OfEmail(email)}, {DirectoryKey.Of(digits)}, {DirectoryKey.Of(name)}, {DirectoryKey.Of("Nowak")}, {Array.Empty<byte>()}, {moment})
            """,
            Ct);
    }
}
