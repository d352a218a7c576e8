using System.Collections.Concurrent;
using System.Data;
using Npgsql;

namespace Freehold.Postgres;

/// <summary>The connections of a node, a bounded number; they rest between units of work and keep their prepared statements.</summary>
internal sealed class Connections(NpgsqlDataSource source, int most, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Where there is much to do hardly any of them rests for so long; of those that did, one may have died meanwhile.</summary>
    private static readonly TimeSpan LongRest = TimeSpan.FromSeconds(1);

    /// <summary>Where the server has no room for a further connection, so long one that is given back is waited for before room is asked for again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>How often room is asked for.</summary>
    private const int MostTries = 5;

    private readonly ConcurrentStack<PostgresSession> resting = new();
    private readonly LinkedList<TaskCompletionSource<PostgresSession?>> waiting = [];
    private readonly SemaphoreSlim places = new(most);

    /// <summary>How many wait for a connection that others give back.</summary>
    public int Waiting => waiting.Count;

    /// <summary>Runs work on a connection that is its own meanwhile.</summary>
    public async Task<T> UseAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken ct)
    {
        await places.WaitAsync(ct);
        PostgresSession? session = null;
        try
        {
            session = await TakeAsync(ct);
            return await work(session);
        }
        finally
        {
            try
            {
                if (session is not null) await GiveBackAsync(session);
            }
            finally
            {
                places.Release();
            }
        }
    }

    /// <summary>Ends what rests; whoever is still waiting for a database that hangs gives its place back when that is over.</summary>
    public ValueTask DisposeAsync() => new(EndRestingAsync());

    /// <summary>A dead connection is found before anything of a caller's is sent: afterwards nobody could tell whether that was done, and so whether to do it again.</summary>
    private async ValueTask<PostgresSession> TakeAsync(CancellationToken ct)
    {
        while (resting.TryPop(out var session))
        {
            if (clock.GetElapsedTime(session.RestsSince) < LongRest || await session.AnswersAsync()) return session;
            await EndAsync(session);
        }

        return await OpenAsync(ct);
    }

    /// <summary>Opens another connection, or takes one that is given back meanwhile where the server has no room for more than there are.</summary>
    private async Task<PostgresSession> OpenAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PostgresSession.OpenAsync(source, ct);
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections && attempt < MostTries)
            {
                // Others have theirs, and are about to give them back.
            }

            if (await WaitForOneAsync(ct) is { } given) return given;
        }
    }

    private async Task<PostgresSession?> WaitForOneAsync(CancellationToken ct)
    {
        var place = new TaskCompletionSource<PostgresSession?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting) waiting.AddLast(place);
        Distribute();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        await using (patience.Token.Register(() => GiveUp(place))) return await place.Task;
    }

    private async ValueTask GiveBackAsync(PostgresSession session)
    {
        if (session.Connection.State == ConnectionState.Open)
        {
            session.RestsSince = clock.GetTimestamp();
            if (!TryHand(session)) resting.Push(session);
            Distribute();
        }
        else
        {
            await EndAsync(session);
        }
    }

    /// <summary>Whoever gives up leaves the line: where nothing is given back for long, nobody else would take them out of it.</summary>
    private void GiveUp(TaskCompletionSource<PostgresSession?> place)
    {
        lock (waiting)
            if (waiting.Remove(place)) place.SetResult(null);
    }

    /// <summary>Hands on what came to rest while somebody came to wait, as neither of them could know.</summary>
    private void Distribute()
    {
        while (Waiting > 0 && resting.TryPop(out var session))
            if (!TryHand(session)) resting.Push(session);
    }

    /// <summary>Gives a connection to whoever has waited longest; false where nobody does.</summary>
    private bool TryHand(PostgresSession session)
    {
        if (Waiting == 0) return false;
        lock (waiting)
        {
            if (waiting.First is not { } first) return false;
            waiting.RemoveFirst();
            first.Value.SetResult(session);
            return true;
        }
    }

    /// <summary>What ended a connection, as a restart of the database does, has ended the resting ones too, which do not show it before they are used.</summary>
    private async Task EndAsync(PostgresSession broken)
    {
        await broken.DisposeAsync();
        await EndRestingAsync();
    }

    private async Task EndRestingAsync()
    {
        while (resting.TryPop(out var session)) await session.DisposeAsync();
    }
}
