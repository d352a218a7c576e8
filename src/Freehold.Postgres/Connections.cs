using System.Collections.Concurrent;
using System.Data;
using Npgsql;

namespace Freehold.Postgres;

/// <summary>The connections of a node, a bounded number; they rest between units of work and keep their prepared statements.</summary>
internal sealed class Connections(NpgsqlDataSource source, int most, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Where there is much to do hardly any of them rests for so long; of those that did, one may have died meanwhile.</summary>
    private static readonly TimeSpan LongRest = TimeSpan.FromSeconds(1);

    private readonly ConcurrentStack<PostgresSession> resting = new();
    private readonly SemaphoreSlim places = new(most);

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

    public async ValueTask DisposeAsync()
    {
        await EndRestingAsync();
        places.Dispose();
    }

    /// <summary>A dead connection is found before anything of a caller's is sent: afterwards nobody could tell whether that was done, and so whether to do it again.</summary>
    private async ValueTask<PostgresSession> TakeAsync(CancellationToken ct)
    {
        while (resting.TryPop(out var session))
        {
            if (clock.GetElapsedTime(session.RestsSince) < LongRest || await session.AnswersAsync()) return session;
            await EndAsync(session);
        }

        return await PostgresSession.OpenAsync(source, ct);
    }

    private async ValueTask GiveBackAsync(PostgresSession session)
    {
        if (session.Connection.State == ConnectionState.Open)
        {
            session.RestsSince = clock.GetTimestamp();
            resting.Push(session);
        }
        else
        {
            await EndAsync(session);
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
