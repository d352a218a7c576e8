using Npgsql;

namespace Freehold.Floor;

/// <summary>GET /postgres/read: one prepared read over a pooled connection. POST /postgres/update: one durable update with an outbox row.</summary>
internal static class BarePostgres
{
    private const int Rows = 100_000;

    public static void Map(WebApplication app, string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 1 };
        var source = NpgsqlDataSource.Create(settings);
        using (var fill = source.CreateCommand($"""
            CREATE TABLE IF NOT EXISTS floor_row (id INTEGER PRIMARY KEY, city TEXT NOT NULL, filler TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS floor_outbox (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content TEXT NOT NULL);
            INSERT INTO floor_row SELECT n, 'x', repeat('f', 600) FROM generate_series(0, {Rows - 1}) n ON CONFLICT DO NOTHING
            """))
            fill.ExecuteNonQuery();

        app.MapGet("/postgres/read", (RequestDelegate)(http => Read(http, source)));
        app.MapPost("/postgres/update", (RequestDelegate)(http => Update(http, source)));
    }

    private static async Task Read(HttpContext http, NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(http.RequestAborted);
        await using var command = new NpgsqlCommand("SELECT id, city, filler FROM floor_row WHERE id = $1", connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = Random.Shared.Next(Rows) } } };
        await using var reader = await command.ExecuteReaderAsync(http.RequestAborted);
        await reader.ReadAsync(http.RequestAborted);
        http.Response.ContentType = "text/plain";
        await http.Response.WriteAsync(reader.GetString(2), http.RequestAborted);
    }

    private static async Task Update(HttpContext http, NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(http.RequestAborted);
        await using var command = new NpgsqlCommand(
            "WITH changed AS (UPDATE floor_row SET city = $2 WHERE id = $1 RETURNING id) INSERT INTO floor_outbox (content) SELECT 'changed' FROM changed", connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = Random.Shared.Next(Rows) }, new NpgsqlParameter<string> { TypedValue = "Paris" } },
        };
        await command.ExecuteNonQueryAsync(http.RequestAborted);
        http.Response.ContentLength = 0;
    }
}
