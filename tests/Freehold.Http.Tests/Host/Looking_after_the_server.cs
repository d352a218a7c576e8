using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Freehold.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Freehold.Http.Tests.Host;

public sealed class Looking_after_the_server
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_told_that_it_lives_and_that_every_part_is_ready()
    {
        await using var app = await TestServer.StartAsync();

        using var live = await app.Client.GetAsync("/health/live", Ct);
        var ready = await app.Client.GetFromJsonAsync<JsonElement>("/health/ready", Ct);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        foreach (var part in (string[])["database", "keys", "passwordHashing"]) Assert.Equal("ready", ready.GetProperty("parts").GetProperty(part).GetString());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task is_told_which_part_is_not_ready(string storage)
    {
        await using var app = await TestServer.StartAsync(storage);
        var database = app.Services.GetRequiredService<Database>();
        await database.WriteAsync(session => session.ExecuteAsync($"DROP TABLE migration", Ct), Ct);

        using var answer = await app.Client.GetAsync("/health/ready", Ct);
        var parts = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("parts");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("does not answer", parts.GetProperty("database").GetString());
        Assert.Equal("ready", parts.GetProperty("keys").GetString());
    }

    [Fact]
    public async Task is_told_in_time_that_the_database_hangs()
    {
        var database = new NpgsqlConnectionStringBuilder(await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct));
        await using var relay = new Relay(database.Port);
        (database.Port, database.Timeout, database.CommandTimeout) = (relay.Port, 15, 30);
        await using var app = await TestServer.StartAsync("postgres", adjust: builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Freehold", database.ConnectionString)]));
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync());

        relay.Hold();
        var since = Stopwatch.StartNew();
        var hanging = await ReadyAsync();
        var patience = since.Elapsed;
        relay.Release();

        // It looks for two seconds; a database that does not even hear that it is to give up is waited for a quarter of a minute and longer.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, hanging);
        Assert.InRange(patience, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

        async Task<HttpStatusCode> ReadyAsync()
        {
            using var answer = await app.Client.GetAsync("/health/ready", Ct);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task shows_the_public_keys_and_nothing_private()
    {
        await using var app = await TestServer.StartAsync();

        var keys = (await app.Client.GetFromJsonAsync<JsonElement>("/.well-known/jwks.json", Ct)).GetProperty("keys");

        var key = Assert.Single(keys.EnumerateArray());
        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal("ES256", key.GetProperty("alg").GetString());
    }
}
