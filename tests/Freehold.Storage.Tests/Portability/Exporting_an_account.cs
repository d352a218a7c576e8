using System.Text;
using System.Text.Json;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Portability;

public sealed class Exporting_an_account
{
    /// <summary>What opens an account, or is a second copy that only finds it.</summary>
    private static readonly string[] Secrets = ["password.hash", "session.session_id", "session.uuid", "outbox.language", "account.phone_digits"];

    private static readonly string[] Json = ["account.attributes", "event.params", "list_entry.config", "customer_order.document", "link.payload"];

    // T65
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task holds_every_value_of_the_account_and_nobody_elses(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var (anna, carl) = (await FullAsync(scene, "anna@example.com"), await FullAsync(scene, "carl@example.com"));
        var columns = await TextColumnsAsync(scene, storage);
        await MarkAsync(scene, columns, anna.Customer, "canary");
        await MarkAsync(scene, columns, carl.Customer, "stranger");
        scene.WritesIdentifiersByHand();

        var document = Encoding.UTF8.GetString((await scene.Get<AccountExports>().OfAsync(anna.Customer, Scene.Ct))!);

        foreach (var (table, column) in columns.Where(column => !Secrets.Contains($"{column.Table}.{column.Column}"))) Assert.Matches($"canary-{table}-{column}[^a-z_]", document);
        foreach (var secret in Secrets) Assert.DoesNotContain($"canary-{secret.Replace('.', '-')}", document, StringComparison.Ordinal);
        Assert.DoesNotContain("stranger", document, StringComparison.Ordinal);
        Assert.DoesNotContain(carl.Customer.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), document, StringComparison.Ordinal);
        Assert.DoesNotContain(anna.Session, document, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task reads_every_table_with_rows_of_customers(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await FullAsync(scene, "anna@example.com");

        foreach (var table in CustomerTables.All) Assert.True(await scene.CountAsync(table.Name.Text, $"customer_id = {anna.Customer.Value}") > 0, $"{table.Name.Text} is empty, so the test above proves nothing of it.");
    }

    [Fact]
    public async Task tells_of_every_event()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await scene.RegisterAsync("anna@example.com");
        for (var i = 0; i < 3; i++)
        {
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
            await scene.Get<Profiles>().UpdateAsync(anna, new ProfileChange { Fields = { [ProfileField.City] = $"Town {i}" } }, Scene.Ct);
        }

        var document = JsonDocument.Parse((await scene.Get<OwnExports>().OfAsync(anna, Scene.Ct)).Value).RootElement;

        var events = document.GetProperty("events").EnumerateArray().Select(happened => happened.GetProperty("action").GetString()).ToList();
        Assert.Equal(["profile.updated", "profile.updated", "profile.updated"], events.Take(3));
        Assert.Equal(["client.add", "client.identify", "client.login", "client.register"], events.Skip(3).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task shows_how_each_agreement_came_to_be_after_it_was_overwritten()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await scene.RegisterAsync("anna@example.com", profile: new ProfileChange { Agreements = AgreementChange.Of(Agreements.Email, true) });
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Get<Profiles>().UpdateAsync(anna, new ProfileChange { Agreements = AgreementChange.Of(Agreements.Email, false) }, Scene.Ct);

        var document = JsonDocument.Parse((await scene.Get<OwnExports>().OfAsync(anna, Scene.Ct)).Value).RootElement;

        Assert.False(document.GetProperty("agreements").GetProperty("email").GetBoolean());
        Assert.Equal(
            [("email", false, "test", Scene.Origin.Address), ("email", true, "test", Scene.Origin.Address)],
            document.GetProperty("agreementRecords").EnumerateArray().Select(record => (record.GetProperty("purpose").GetString()!, record.GetProperty("granted").GetBoolean(), record.GetProperty("source").GetString()!, record.GetProperty("clientAddress").GetString()!)));
    }

    [Fact]
    public async Task needs_a_proof_of_the_last_five_minutes()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await scene.RegisterAsync("anna@example.com");
        scene.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null((await scene.Get<OwnExports>().OfAsync(anna, Scene.Ct)).Failure);

        scene.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(FailureCode.StepUpRequired, (await scene.Get<OwnExports>().OfAsync(anna, Scene.Ct)).Failure!.Code);
        Assert.Null(await scene.Get<AccountExports>().OfAsync(new CustomerId(7), Scene.Ct));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task answers_ten_times_an_hour(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        for (var i = 0; i < 10; i++) Assert.Null((await scene.Get<OwnExports>().OfAsync(anna, Scene.Ct)).Failure);

        Assert.Equal(FailureCode.Throttled, (await scene.Get<OwnExports>().OfAsync(anna, Scene.Ct)).Failure!.Code);
    }

    /// <summary>The app's own name of a device opens the account where devices are controlled.</summary>
    [Fact]
    public async Task tells_no_device_that_a_pin_is_bound_to()
    {
        await using var scene = await Scene.StartWithSendersAsync("sqlite");
        var anna = await scene.RegisterAsync("anna@example.com");
        Assert.Null((await scene.Get<Activations>().RequestPinAsync(Scene.Email("anna@example.com"), new Device("her-uuid", "her-device"), Scene.Origin, Scene.Ct)).Failure);

        var document = Encoding.UTF8.GetString((await scene.Get<OwnExports>().OfAsync(anna, Scene.Ct)).Value);

        Assert.Contains("\"purpose\": \"activation\",\n      \"target\": \"anna@example.com\"", document, StringComparison.Ordinal);
        Assert.DoesNotContain("her-", document, StringComparison.Ordinal);
    }

    /// <summary>A customer with a row in every table.</summary>
    private static async Task<Caller> FullAsync(Scene scene, string email)
    {
        var caller = await scene.RegisterAsync(email, profile: new ProfileChange { Agreements = AgreementChange.Of(Agreements.Email, true) });
        var customer = caller.Customer;
        await scene.ChangeEmailAsync(caller, "new" + email);
        await scene.Get<Profiles>().UpdateAsync(caller, new ProfileChange { Fields = { [ProfileField.City] = "Oslo" } }, Scene.Ct);
        await scene.ChangeAnyAsync(async session =>
        {
            await session.ExecuteAsync($"INSERT INTO membership (customer_id, group_id, list_id, position) VALUES ({customer}, {"1"}, {1L}, {0L})", Scene.Ct);
            await session.ExecuteAsync($"INSERT INTO code (customer_id, purpose, target, secret, epoch, tries, created_at, expires_at) VALUES ({customer}, {"phone"}, {"x"}, {new byte[] { 1 }}, {1L}, {0L}, {0L}, {0L})", Scene.Ct);
            await session.ExecuteAsync($"INSERT INTO address (customer_id, address_id) VALUES ({customer}, {1L})", Scene.Ct);
            await session.ExecuteAsync($"INSERT INTO property (customer_id, property_id, type, value) VALUES ({customer}, {1L}, {"t"}, {"v"})", Scene.Ct);
            await session.ExecuteAsync($"INSERT INTO list_entry (customer_id, list_id, domain, type, ref_id, position, status) VALUES ({customer}, {1L}, {"product"}, {"favorite"}, {"1"}, {0L}, {0L})", Scene.Ct);
            await session.ExecuteAsync($"INSERT INTO linked_sign_in (customer_id, method, issuer, subject, linked_at, suspended) VALUES ({customer}, {"GOOGLE"}, {"i"}, {email}, {0L}, FALSE)", Scene.Ct);
            await session.ExecuteAsync($"INSERT INTO device (customer_id, device_hash, linked_at, seen_at) VALUES ({customer}, {new byte[] { 1 }}, {0L}, {0L})", Scene.Ct);
            return await session.ExecuteAsync($"INSERT INTO customer_order (order_id, customer_id, placed_at, document) VALUES ({email}, {customer}, {0L}, {"{}"})", Scene.Ct);
        });
        return caller;
    }

    private static async Task<List<(string Table, string Column)>> TextColumnsAsync(Scene scene, string storage)
    {
        var tables = CustomerTables.All.Select(table => table.Name.Text).ToHashSet();
        var columns = await scene.Database.ReadAsync(
            session => storage == "postgres"
                ? session.ListAsync($"SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text'", row => (Table: row.Text(0), Column: row.Text(1)), Scene.Ct)
                : session.ListAsync($"SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT'", row => (Table: row.Text(0), Column: row.Text(1)), Scene.Ct),
            Scene.Ct);

        // What a link is for decides what of it is shown.
        return columns.FindAll(column => tables.Contains(column.Table) && column is not ("link", "purpose"));
    }

    /// <summary>Writes a value of its own into every text column of the customer; where keys forbid the same in several rows, into one of them.</summary>
    private static async Task MarkAsync(Scene scene, List<(string Table, string Column)> columns, CustomerId customer, string mark)
    {
        foreach (var table in columns.GroupBy(column => column.Table))
        {
            var values = table.Select(column => $"{column.Column} = '{Value(mark, $"{column.Table}.{column.Column}")}'");
            var where = Only(table.Key, customer);
            await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE {new SqlFragment(table.Key)} SET {new SqlFragment(string.Join(", ", values))} WHERE {new SqlFragment(where)}", Scene.Ct));
        }
    }

    private static string Only(string table, CustomerId customer) => table switch
    {
        "link" => $"customer_id = {customer.Value} AND purpose = 'undo'",
        "identifier" => $"customer_id = {customer.Value} AND apart",
        _ => $"customer_id = {customer.Value}",
    };

    private static string Value(string mark, string column)
    {
        var value = $"{mark}-{column.Replace('.', '-')}";
        return column == "account.tags" ? $"[\"{value}\"]" : Json.Contains(column) ? $"{{\"x\":\"{value}\"}}" : value;
    }
}
