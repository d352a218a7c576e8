using Freehold.Storage;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Deletes what has expired, so that neither strangers' attempts nor old sign-ins fill the database; any number of nodes may run it.</summary>
internal sealed partial class ExpirySweeper(Database database, TimeProvider clock, ILogger<ExpirySweeper> log) : RepeatedWork(TimeSpan.FromMinutes(10), clock)
{
    /// <summary>Small, since on SQLite everybody waits for the one writer.</summary>
    internal const int AtOnce = 500;

    /// <summary>Deletes what has expired; how many rows went.</summary>
    internal static async Task<int> SweepAsync(Database database, DateTimeOffset now, CancellationToken ct)
    {
        var all = 0;
        foreach (var table in ExpiringTable.All)
        {
            int gone;
            do
            {
                gone = await database.WriteAsync(session => DeleteAsync(session, table, now, ct), ct);
                all += gone;
            }
            while (gone >= AtOnce);
        }

        return all;
    }

    protected override Task WorkAsync(CancellationToken ct) => SweepAsync(database, Clock.GetUtcNow(), ct);

    protected override void LogFailure(Exception failure) => LogFailure(log, failure);

    // It holds no account's lock, so it must wait for nobody who does: rows in use are left for the next time.
    private static Task<int> DeleteAsync(Session session, ExpiringTable table, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            DELETE FROM {table.Name} WHERE ({table.Key}) IN
                (SELECT {table.Key} FROM {table.Name} WHERE {table.End} <= {now - table.Kept} LIMIT {AtOnce}{session.SkipLocked})
            """,
            ct);

    [LoggerMessage(Level = LogLevel.Error, Message = "Deleting what has expired failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
