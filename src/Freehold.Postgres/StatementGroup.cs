using Freehold.Storage;
using Npgsql;

namespace Freehold.Postgres;

/// <summary>One statement so many times, each with values of its own, prepared on a connection: in one message and one transaction, which gives up where a row is held for long.</summary>
internal sealed class StatementGroup : IAsyncDisposable
{
    /// <summary>Each size has parameters of its own, made when it is first needed.</summary>
    public const int Most = 16;

    /// <summary>Milliseconds, many times what a unit of work holds a row: nobody is to wait for another customer's row any longer.</summary>
    private const string PatienceWithRows = "SELECT set_config('lock_timeout', '100', true)";

    private readonly NpgsqlBatch batch;
    private readonly string text;
    private readonly int count;
    private readonly List<TaskCompletionSource<int>> waiting = [];
    private bool ready;

    public StatementGroup(NpgsqlConnection connection, Statement statement, int count)
    {
        text = statement.Text.ToString();
        this.count = count;
        var prepared = PostgresStatement.Text(statement);
        batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(PatienceWithRows) } };
        for (var i = 0; i < count; i++)
        {
            var command = new NpgsqlBatchCommand(prepared);
            PostgresStatement.AddParameters(command.Parameters, statement.Values);
            batch.BatchCommands.Add(command);
        }
    }

    /// <summary>Takes the values of the next one; how many rows it changed is told when all have run.</summary>
    /// <exception cref="NotTogetherException">It is another statement.</exception>
    public Task<int> Add(Statement statement)
    {
        if (waiting.Count == count || !statement.Text.SequenceEqual(text)) throw new NotTogetherException();
        PostgresStatement.Bind(batch.BatchCommands[waiting.Count + 1].Parameters, statement.Values);
        var told = new TaskCompletionSource<int>();
        waiting.Add(told);
        return told.Task;
    }

    /// <summary>Begins anew, whatever became of those before.</summary>
    public void Clear() => waiting.Clear();

    /// <summary>Runs them all, and tells each.</summary>
    /// <exception cref="NotTogetherException">There are not as many as there is room for.</exception>
    public async Task RunAsync()
    {
        if (waiting.Count != count) throw new NotTogetherException();
        if (!ready) await batch.PrepareAsync(CancellationToken.None);
        ready = true;
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        for (var i = 0; i < waiting.Count; i++) waiting[i].SetResult((int)batch.BatchCommands[i + 1].RecordsAffected);
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();
}

/// <summary>Units of work that were to run together cannot; nothing has reached the server.</summary>
internal sealed class NotTogetherException : Exception;
