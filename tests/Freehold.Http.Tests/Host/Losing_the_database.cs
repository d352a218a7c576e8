using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Freehold.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Freehold.Http.Tests.Host;

/// <summary>The database is not there for a while, or not for this.</summary>
public sealed class Losing_the_database
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_told_in_the_shape_of_each_interface_with_the_time_to_come_again_where_postgres_lets_nobody_in()
    {
        var database = new NpgsqlConnectionStringBuilder(await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct));
        await using var by = NpgsqlDataSource.Create(database);
        var role = database.Username = database.Database!;
        await RunAsync(by, $"CREATE ROLE {role} LOGIN; ALTER DATABASE {role} OWNER TO {role}");
        using var log = new CapturedLog();
        await using var app = await TestServer.StartAsync("postgres", adjust: builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Freehold", database.ConnectionString)]);
            builder.Logging.AddProvider(log);
        });
        Assert.Equal(HttpStatusCode.NotFound, (await SyneriseAsync(app)).Status);

        // One after the other: together they are one transaction, and who comes back before its end is let in.
        await RunAsync(by, $"ALTER ROLE {role} CONNECTION LIMIT 0");
        await RunAsync(by, $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = '{role}'");
        var (synerise, aimeos, own) = (await SyneriseAsync(app), await AimeosAsync(app), await OwnAsync(app));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5), "FRH-5004"), (synerise.Status, synerise.After, synerise.Body.GetProperty("errorCode").GetString()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5), "unavailable"), (aimeos.Status, aimeos.After, aimeos.Body.GetProperty("errors")[0].GetProperty("code").GetString()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5), "unavailable"), (own.Status, own.After, own.Body.GetProperty("code").GetString()));
        using var page = await app.Client.GetAsync($"/link/{LinkToken.For(new CustomerId(42)).Text}", Ct);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5), "text/html"), (page.StatusCode, page.Headers.RetryAfter?.Delta, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Please try again.", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains("could not be served by the database", StringComparison.Ordinal) && line.Contains("too many connections", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("ended in a fault", StringComparison.Ordinal));

        await RunAsync(by, $"ALTER ROLE {role} CONNECTION LIMIT -1");
        Assert.Equal(HttpStatusCode.NotFound, (await SyneriseAsync(app)).Status);
    }

    [Fact]
    public async Task is_told_with_the_time_to_come_again_where_the_disk_of_the_embedded_one_is_full()
    {
        await using var app = await TestServer.StartAsync();
        var database = app.Services.GetRequiredService<Database>();
        var large = $$$"""{"email":"anna@example.com","attributes":{"about":"{{{new string('a', 50_000)}}}"}}""";

        await LimitAsync("1");
        var full = await AskAsync(app, HttpMethod.Post, "/v4/clients", large);
        await LimitAsync("1073741823");
        var again = await AskAsync(app, HttpMethod.Post, "/v4/clients", large);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5), "FRH-5004"), (full.Status, full.After, full.Body.GetProperty("errorCode").GetString()));
        Assert.Equal(HttpStatusCode.Accepted, again.Status);

        // In pages; one below the file's length means its length.
        Task<int> LimitAsync(string pages) => database.WriteAsync(
            async session =>
            {
                await session.RunScriptAsync($"PRAGMA max_page_count = {pages}", Ct);
                return 0;
            },
            Ct);
    }

    [Fact]
    public async Task is_told_with_the_time_to_come_again_where_postgres_may_only_be_read()
    {
        var database = new NpgsqlConnectionStringBuilder(await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct));
        await using var app = await TestServer.StartAsync("postgres", adjust: builder => builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Freehold", database.ConnectionString)]));
        database.Options = "-c default_transaction_read_only=off";
        await using var by = NpgsqlDataSource.Create(database);

        await RunAsync(by, $"ALTER DATABASE {database.Database} SET default_transaction_read_only = on");
        await RunAsync(by, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var refused = await AskAsync(app, HttpMethod.Post, "/v4/clients", """{"email":"anna@example.com"}""");
        await RunAsync(by, $"ALTER DATABASE {database.Database} RESET default_transaction_read_only");
        var again = await AskAsync(app, HttpMethod.Post, "/v4/clients", """{"email":"anna@example.com"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5), "FRH-5004"), (refused.Status, refused.After, refused.Body.GetProperty("errorCode").GetString()));
        Assert.Equal(HttpStatusCode.Accepted, again.Status);
    }

    private static Task<(HttpStatusCode Status, TimeSpan? After, JsonElement Body)> SyneriseAsync(TestServer app) => AskAsync(app, HttpMethod.Get, "/v4/clients/by-email/nobody@example.com");

    private static Task<(HttpStatusCode Status, TimeSpan? After, JsonElement Body)> AimeosAsync(TestServer app) => AskAsync(app, HttpMethod.Get, "/jsonapi/customer");

    private static Task<(HttpStatusCode Status, TimeSpan? After, JsonElement Body)> OwnAsync(TestServer app) =>
        AskAsync(app, HttpMethod.Post, "/account/v1/session", """{"email":"anna@example.com","password":"correct horse"}""");

    private static async Task<(HttpStatusCode Status, TimeSpan? After, JsonElement Body)> AskAsync(TestServer app, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        if (path.StartsWith("/v4", StringComparison.Ordinal)) request.Headers.Authorization = AuthenticationHeaderValue.Parse(Synerise.Shop.Basic);
        else request.Headers.Add("Cookie", $"freehold={CookieSession.For(new CustomerId(42)).Text}");
        using var answer = await app.Client.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    private static async Task RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
