using System.Data;
using Freehold.Storage;
using Npgsql;

namespace Freehold.Postgres;

/// <summary>PostgreSQL: one transaction per unit of work, which those of one statement may share; prepared statements kept per connection.</summary>
public sealed class PostgresDatabase : Database
{
    private const int MostTries = 5;

    /// <summary>Where the connection string does not say: three nodes, each with two further ones that speak and listen, share the 100 that PostgreSQL allows unless told otherwise.</summary>
    private const int UsualPoolSize = 30;

    /// <summary>Milliseconds; where other nodes are not heard, age alone sees to it that a revoked session is refused everywhere within 5 seconds.</summary>
    private const int MostAgeUnheard = 4_000;

    private readonly NpgsqlConnectionStringBuilder settings;
    private readonly NpgsqlDataSource source;
    private readonly TimeProvider clock;
    private readonly Connections connections;
    private readonly Voice voice;
    private readonly SharedCommits shared;

    /// <summary>Connects lazily to the database of a connection string; its <c>Maximum Pool Size</c> bounds the connections.</summary>
    public PostgresDatabase(string connectionString, TimeProvider clock)
    {
        this.clock = clock;
        settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize("Maximum Pool Size")) settings.MaxPoolSize = Math.Max(UsualPoolSize, settings.MinPoolSize);
        source = NpgsqlDataSource.Create(settings);
        connections = new Connections(source, settings.MaxPoolSize, clock);
        News = new ChangeNews(this, settings);
        voice = new Voice(settings);
        Announcer = new Announcer(Node, voice.SayAsync);
        shared = new SharedCommits(this);
    }

    /// <summary>What this node is called among the others.</summary>
    internal string Node { get; } = Randomness.SessionId();

    /// <summary>Tells the other nodes what this one writes.</summary>
    internal Announcer Announcer { get; }

    /// <summary>Tells this node what the others write, as long as it runs.</summary>
    internal ChangeNews News { get; }

    /// <summary>Whether the others are heard.</summary>
    internal Neighbours Neighbours { get; } = new();

    /// <inheritdoc/>
    public override bool IsShared => true;

    /// <inheritdoc/>
    public override bool StillCounts(long read)
    {
        var now = Environment.TickCount64;
        return now - read < MostAgeUnheard || Neighbours.HaveToldAllSince(read, now);
    }

    /// <inheritdoc/>
    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) => connections.UseAsync(work, ct);

    /// <inheritdoc/>
    public override Task<T> ReadAtOnceAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) =>
        connections.UseAsync(session => InTransactionAsync(session, IsolationLevel.RepeatableRead, work, ct), ct);

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) => WritingAsync(session => InTransactionAsync(session, IsolationLevel.Unspecified, work, ct), ct);

    /// <inheritdoc/>
    public override Task<T> WriteOneAsync<T>(CustomerId customer, Func<Session, Task<T>> work, CancellationToken ct) => shared.RunAsync(customer, work, ct);

    /// <summary>Runs a unit of work that is one single statement.</summary>
    internal Task<T> WriteAloneAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) =>
        WritingAsync(
            session =>
            {
                session.StatementsLeft = 1;
                return work(session);
            },
            ct);

    /// <summary>Runs what writes, again after a conflict, and tells whose rows it wrote.</summary>
    internal async Task<T> WritingAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken ct)
    {
        await Announcer.IntroduceAsync(ct);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await connections.UseAsync(session => NotingAsync(session, work), ct);
            }
            catch (PostgresException conflict) when (attempt < MostTries && conflict.SqlState is (PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected))
            {
                // The transaction was rolled back whole: running it again is the documented answer.
            }
        }
    }

    /// <inheritdoc/>
    public override async Task MigrateAsync(CancellationToken ct)
    {
        await Demands.CheckAsync(source, settings, ct);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Whoever may read and write rows serves from what somebody else has migrated; only to make tables needs more.
                if (await IsCurrentAsync(ct)) return;

                // A transaction for each script: one that kept a table locked until the next had another would wait for nodes that serve, and they for it.
                while (await WriteAsync(session => MigrateNextAsync(session, ct), ct))
                {
                }

                return;
            }
            catch (InvalidDataException unfit)
            {
                throw new NpgsqlException(unfit.Message, unfit);
            }
            catch (PostgresException race) when (attempt < MostTries && race.SqlState is (PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable))
            {
                // IF NOT EXISTS does not keep two from making the first table at once; the one who lost finds it made.
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await shared.DisposeAsync();
        await Announcer.DisposeAsync();
        await voice.DisposeAsync();
        await connections.DisposeAsync();
        await source.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Changed(CustomerId customer)
    {
        base.Changed(customer);
        Announcer.Tell(customer);
    }

    private Task<bool> IsCurrentAsync(CancellationToken ct) =>
        ReadAsync(async session => await session.FirstAsync($"SELECT to_regclass('migration') IS NOT NULL", row => row.Bool(0), ct) && await Migrator.IsCurrentAsync(session, ct), ct);

    private async Task<bool> MigrateNextAsync(Session session, CancellationToken ct)
    {
        // The table is the lock: whoever comes second waits here and then finds everything applied.
        await session.RunScriptAsync("CREATE TABLE IF NOT EXISTS migration_lock (held INTEGER); LOCK TABLE migration_lock IN ACCESS EXCLUSIVE MODE", ct);
        return await Migrator.ApplyNextAsync(session, clock, ct);
    }

    private async Task<T> NotingAsync<T>(PostgresSession session, Func<PostgresSession, Task<T>> work)
    {
        session.NotesCustomers = true;
        try
        {
            return await work(session);
        }
        catch when (session.Connection.State != ConnectionState.Open)
        {
            // Whether it was committed, and whether it still will be, nobody knows.
            Announcer.Doubt();
            throw;
        }
        catch (PostgresException moved) when (moved.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            // Another server is the one to write to now, to which this connection will never lead.
            source.Clear();
            await session.Connection.CloseAsync();
            throw;
        }
        finally
        {
            // However it ended.
            session.Settle(this);
            session.NotesCustomers = false;
            session.StatementsLeft = int.MaxValue;
        }
    }

    private static async Task<T> InTransactionAsync<T>(PostgresSession session, IsolationLevel isolation, Func<Session, Task<T>> work, CancellationToken ct)
    {
        var transaction = await session.Connection.BeginTransactionAsync(isolation, ct);
        await using (transaction)
        {
            var answer = await work(session);

            // Once the commit is on its way, only the database can tell how it ended.
            await transaction.CommitAsync(CancellationToken.None);
            return answer;
        }
    }
}
