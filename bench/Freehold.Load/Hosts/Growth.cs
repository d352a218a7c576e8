using Freehold.Storage;

namespace Freehold.Load;

/// <summary>Fills an embedded database with millions of accounts in minutes: one is made by the core, and its rows are copied by whole statements.</summary>
internal sealed class Growth(Database database, CustomerId pattern)
{
    private const int InOne = 250_000;
    private const string Uuid = "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";

    /// <summary>Makes <paramref name="accounts"/> copies; each was registered in a second of its own before the pattern was.</summary>
    public async Task CopyAsync(int accounts, CancellationToken ct)
    {
        // Indexes are built at the end, in one sorted pass each.
        var indexes = await database.ReadAsync(session => session.ListAsync($"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('account', 'identifier', 'directory')", row => (Name: row.Text(0), Sql: row.Text(1)), ct), ct);
        foreach (var (name, _) in indexes) await RunAsync($"DROP INDEX {name}", ct);

        var replaced = new Dictionary<string, string>
        {
            ["customer_id"] = $"((pattern.customer_id >> 22) - {accounts} + n << 22) | (random() & 4194303)",
            ["uuid"] = Uuid,
            ["email"] = "'customer' || n || '@example.com'",
            ["phone"] = "printf('+48555%06d', n % 1000000)",
        };
        for (var first = 1; first <= accounts; first += InOne)
        {
            var number = $"WITH RECURSIVE number(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM number WHERE n < {Math.Min(first + InOne - 1, accounts)})";
            await CopyAsync("account", replaced, $"{number} ", "number, account AS pattern WHERE pattern.customer_id = " + pattern, ct);
            Console.WriteLine($"growing: {Math.Min(first + InOne - 1, accounts)} of {accounts}");
        }

        var others = "account AS a, {0} AS pattern WHERE pattern.customer_id = " + pattern + " AND a.customer_id <> " + pattern;
        await CopyAsync("password", new() { ["customer_id"] = "a.customer_id" }, "", string.Format(null, others, "password"), ct);
        await CopyAsync(
            "directory",
            new() { ["customer_id"] = "a.customer_id", ["email"] = "CAST(a.email AS BLOB)", ["phone"] = "CAST(substr(a.phone, 2) AS BLOB)" },
            "",
            string.Format(null, others, "directory"),
            ct);
        await RunAsync($"INSERT INTO identifier (kind, value, customer_id) SELECT 1, email, customer_id FROM account WHERE customer_id <> {pattern} ORDER BY email", ct);
        await RunAsync($"INSERT INTO identifier (kind, value, customer_id) SELECT 3, uuid, customer_id FROM account WHERE customer_id <> {pattern} ORDER BY uuid", ct);
        foreach (var (_, sql) in indexes) await RunAsync(sql, ct);
        await database.ForgetAsync(ct);
    }

    /// <summary>About so many accounts, drawn evenly from all.</summary>
    public Task<List<CustomerId>> DrawAsync(int count, int accounts, CancellationToken ct) =>
        database.ReadAsync(session => session.ListAsync($"SELECT customer_id FROM account WHERE customer_id % {(long)Math.Max(1, accounts / count)} = 0", row => row.Customer(0), ct), ct);

    /// <summary>Copies the pattern's row of a table, every column as it stands but those that are replaced.</summary>
    private async Task CopyAsync(string table, Dictionary<string, string> replaced, string before, string from, CancellationToken ct)
    {
        var columns = await database.ReadAsync(session => session.ListAsync($"SELECT name FROM pragma_table_info({table})", row => row.Text(0), ct), ct);
        var values = columns.Select(column => replaced.GetValueOrDefault(column, "pattern." + column));
        await RunAsync($"INSERT INTO {table} ({string.Join(", ", columns)}) {before}SELECT {string.Join(", ", values)} FROM {from}", ct);
    }

    private Task<Done> RunAsync(string script, CancellationToken ct) =>
        database.WriteAsync(
            async session =>
            {
                await session.RunScriptAsync(script, ct);
                return new Done();
            },
            ct);
}
