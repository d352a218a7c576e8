using System.Data.Common;
using System.Diagnostics;
using Freehold.Storage.Tests.Ownership;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

/// <summary>T74: PostgreSQL crashes in a burst of writes, again and again, and comes back from its log.</summary>
public sealed class Losing_the_server
{
    private const int Customers = 8, Crashes = 4, WritesBetween = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task loses_no_change_that_was_acknowledged()
    {
        await using var server = await PostgresServer.StartAsync(durable: true, Ct);
        await using var scene = await Scene.StartAsync(await server.CreateDatabaseAsync(Ct));
        var customers = new Writer[Customers];
        for (var i = 0; i < Customers; i++) customers[i] = new Writer(scene, await scene.RegisterAsync($"customer{i}@example.com"), SharesCommits: i % 2 == 0);

        for (var crash = 1; crash <= Crashes; crash++)
        {
            var before = customers.Sum(customer => customer.Acknowledged);
            var writers = customers.Select(customer => Task.Run(customer.WriteUntilLostAsync, Ct)).ToArray();
            await WithinPatienceAsync(() => Task.FromResult(customers.Sum(customer => customer.Acknowledged) >= before + WritesBetween));
            await CrashAsync(scene);
            await Task.WhenAll(writers);
            await WithinPatienceAsync(() => AnswersAsync(scene));

            foreach (var customer in customers)
            {
                Assert.InRange(await customer.StoredAsync(), customer.Acknowledged, customer.Attempted);
                Assert.InRange(await customer.ShownAsync(), customer.Acknowledged, customer.Attempted);
            }
        }
    }

    /// <summary>A server process that is killed takes the memory that all share with it: what was not on disk is gone, and so are all connections.</summary>
    private static async Task CrashAsync(Scene scene)
    {
        using var process = Process.GetProcessById(await scene.Database.ReadAsync(session => session.FirstAsync($"SELECT CAST(pg_backend_pid() AS BIGINT)", row => row.Int(0), Ct), Ct));
        process.Kill();
    }

    private static async Task<bool> AnswersAsync(Scene scene)
    {
        try
        {
            return await scene.CountAsync("account") == Customers;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private static async Task WithinPatienceAsync(Func<Task<bool>> happens)
    {
        for (var since = Stopwatch.StartNew(); !await happens(); await Task.Delay(5, Ct)) Assert.True(since.Elapsed < Patience, "The server did not come back.");
    }

    /// <summary>Counts one field of a customer up, and keeps what was tried and what was answered.</summary>
    private sealed record Writer(Scene Scene, Caller Caller, bool SharesCommits)
    {
        private int acknowledged;

        public int Acknowledged => Volatile.Read(ref acknowledged);

        public int Attempted { get; private set; }

        public async Task<int> StoredAsync() => Number(await Scene.RowAsync(Caller.Customer));

        public async Task<int> ShownAsync() => Number(await Scene.ReadAsync(Caller));

        public async Task WriteUntilLostAsync()
        {
            try
            {
                while (true)
                {
                    var number = ++Attempted;
                    if (SharesCommits) await Scene.Get<Profiles>().UpdateAsync(Caller, new ProfileChange { Fields = { [ProfileField.City] = $"{number}" } }, Ct);
                    else await Scene.Database.WriteAsync(session => session.ExecuteAsync($"UPDATE account SET city = {$"{number}"} WHERE customer_id = {Caller.Customer}", Ct), Ct);
                    Volatile.Write(ref acknowledged, number);
                }
            }
            catch (DbException)
            {
                // The server is gone.
            }
        }

        private static int Number(Account? account) => int.Parse(account![ProfileField.City] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
    }
}
