using Freehold.Storage;

namespace Freehold.Storage.Tests.Ownership;

public sealed class Tables_with_customers
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task are_all_known_to_erasure_and_takeover(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);

        var schema = await core.Database.ReadAsync(session => TablesAsync(session, storage), Scene.Ct);

        Assert.Equal(schema, CustomerTables.All.Select(table => table.Name.Text).Order(StringComparer.Ordinal));
    }

    private static async Task<List<string>> TablesAsync(Session session, string storage)
    {
        var tables = storage == "postgres"
            ? await session.ListAsync($"SELECT table_name FROM information_schema.columns WHERE column_name = 'customer_id' AND table_schema = 'public'", row => row.Text(0), Scene.Ct)
            : await session.ListAsync($"SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'customer_id' WHERE m.type = 'table'", row => row.Text(0), Scene.Ct);
        tables.Sort(StringComparer.Ordinal);
        return tables;
    }
}
