using System.Diagnostics;
using System.Globalization;
using Freehold.Messaging;
using Freehold.Postgres;
using Freehold.Sqlite;
using Freehold.Storage;
using Freehold.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Load;

/// <summary>How fast two workers empty the outbox when sending itself takes no time.</summary>
internal static class OutboxRun
{
    private const int Goal = 500;
    private const int Messages = 10_000;
    private const int PerCustomer = 5;

    /// <summary>For each database the median of the rounds; PostgreSQL makes its commits durable, as SQLite does.</summary>
    public static async Task<List<Finding>> MeasureAsync(TemporaryFolder folder, int rounds, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var storage in (string[])["sqlite", "postgres"])
        {
            await using var server = storage == "postgres" ? await PostgresServer.StartAsync(durable: true, ct) : null;
            var each = new List<double>();
            for (var round = 1; round <= rounds; round++)
            {
                var connectionString = server is null ? null : await server.CreateDatabaseAsync(ct);
                var options = new FreeholdOptions { Data = folder[$"outbox-{storage}-{round}"], PublicUrl = "http://localhost:8000" };
                Directory.CreateDirectory(options.Data);
                each.Add(await PerSecondAsync(options, freehold => _ = connectionString is null ? freehold.UseSqlite() : freehold.UsePostgres(connectionString), Messages, ct));
                Console.WriteLine($"{round}/{rounds} {storage}: {each[^1]:0} messages/s leave the outbox");
            }

            var median = Row.Middle(each);
            findings.Add(new Finding($"{storage}: messages that two workers hand over", string.Create(CultureInfo.InvariantCulture, $"{median:0} per second"), "", "", median, Goal, AtLeast: true));
        }

        return findings;
    }

    // From the start of the workers until nothing waits.
    private static async Task<double> PerSecondAsync(FreeholdOptions options, Action<FreeholdServices> storage, int messages, CancellationToken ct)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationManager());
        var freehold = services.AddFreehold(options).CaptureMessages(MessageChannel.Email);
        storage(freehold);
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<Database>();
        await database.MigrateAsync(ct);
        for (var written = 0; written < messages; written += 500)
        {
            var first = written;
            await database.WriteAsync(session => EnqueueAsync(session, provider.GetRequiredService<Outbox>(), first, Math.Min(500, messages - first), ct), ct);
        }

        using var one = ActivatorUtilities.CreateInstance<OutboxWorker>(provider);
        using var other = ActivatorUtilities.CreateInstance<OutboxWorker>(provider);
        var since = Stopwatch.StartNew();
        await one.StartAsync(ct);
        await other.StartAsync(ct);
        while (await database.ReadAsync(session => session.FirstAsync($"SELECT 1 FROM outbox LIMIT 1", row => row.Long(0), ct), ct) == 1) await Task.Delay(10, ct);
        var took = since.Elapsed;
        await one.StopAsync(ct);
        await other.StopAsync(ct);
        return messages / took.TotalSeconds;
    }

    private static async Task<Done> EnqueueAsync(Session session, Outbox outbox, int first, int count, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var i = first; i < first + count; i++)
        {
            var values = new Dictionary<string, string> { ["link"] = "http://localhost:8000/link/0123456789", ["token"] = "0123456789" };
            var message = new OutgoingMessage(MessageChannel.Email, $"customer{i / PerCustomer}@example.com", MessageTemplate.VerifyEmail, values);
            await outbox.EnqueueAsync(session, new CustomerId(1 + (i / PerCustomer)), message, now, ct);
        }

        return new Done();
    }
}
