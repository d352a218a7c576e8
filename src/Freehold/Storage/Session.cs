using System.Runtime.CompilerServices;

namespace Freehold.Storage;

/// <summary>
/// One connection in one unit of work. Statements are prepared and kept by their texts, so these must be
/// constant, or few for each statement (see <see cref="NamesEveryColumn"/>); a session serves one caller at a time.
/// </summary>
public abstract class Session : IAsyncDisposable
{
    private readonly Statement statement = new();

    /// <summary>Ends a query whose account row (alias <c>a</c>) nobody else may change until the unit of work ends; empty where there is one writer.</summary>
    public abstract SqlFragment Locked { get; }

    /// <summary>
    /// Goes on after <see cref="Locked"/>, or ends a query within a statement: its session row (alias <c>s</c>) nobody may end until the
    /// unit of work ends. A lock of the account alone would not show that the session was ended while it was waited for.
    /// </summary>
    public abstract SqlFragment SessionHeld { get; }

    /// <summary>Ends a query within a statement: its account row (alias <c>a</c>) nobody may erase until the unit of work ends.</summary>
    public abstract SqlFragment AccountHeld { get; }

    /// <summary>Ends a query that claims rows of work, so that workers do not wait for each other; empty where there is one writer.</summary>
    public abstract SqlFragment SkipLocked { get; }

    /// <summary>Whether a statement that waited for a row may judge the others as they were when it began; the next one then sees them as they are.</summary>
    public virtual bool JudgesByItsBeginning => false;

    /// <summary>Whether an UPDATE names every column that it may change, so that its text is always the same, as where statements of one text share a round trip.</summary>
    public virtual bool NamesEveryColumn => true;

    /// <summary>In migrations: a whole-number primary key that costs no index of its own.</summary>
    public abstract SqlFragment Key { get; }

    /// <summary>In migrations: ends a table that is stored in the order of its key, so that a look-up is one descent; empty where tables are heaps.</summary>
    public abstract SqlFragment Clustered { get; }

    /// <summary>In migrations: the UTF-8 of a column's text, whatever characters are in it.</summary>
    public abstract SqlFragment BytesOf(string column);

    /// <summary>The first row of an answer, or the default when there is none.</summary>
    public Task<T?> FirstAsync<T>([InterpolatedStringHandlerArgument("")] Sql sql, Func<Row, T> read, CancellationToken ct) =>
        FirstAsync(statement, read, ct);

    /// <summary>All rows of an answer, in its order.</summary>
    public Task<List<T>> ListAsync<T>([InterpolatedStringHandlerArgument("")] Sql sql, Func<Row, T> read, CancellationToken ct) =>
        ListAsync(statement, read, ct);

    /// <summary>Runs a statement; the number of rows that it changed.</summary>
    public Task<int> ExecuteAsync([InterpolatedStringHandlerArgument("")] Sql sql, CancellationToken ct) =>
        ExecuteAsync(statement, ct);

    /// <summary>Runs a script of several statements without parameters, such as a migration.</summary>
    public abstract Task RunScriptAsync(string script, CancellationToken ct);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Runs the assembled statement; implementations bind it before they first wait.</summary>
    protected abstract Task<T?> FirstAsync<T>(Statement bound, Func<Row, T> read, CancellationToken ct);

    /// <summary>Runs the assembled statement; implementations bind it before they first wait.</summary>
    protected abstract Task<List<T>> ListAsync<T>(Statement bound, Func<Row, T> read, CancellationToken ct);

    /// <summary>Runs the assembled statement; implementations bind it before they first wait.</summary>
    protected abstract Task<int> ExecuteAsync(Statement bound, CancellationToken ct);

    /// <summary>
    /// Whether nothing was written about a customer since <see cref="Revisions"/> gave a number, nor in the transaction that this
    /// unit of work is part of. Only where all writes come one after the other, and through this process, can it be known.
    /// </summary>
    public virtual bool NothingWritten(CustomerId customer, int revision) => false;

    /// <summary>Whether the customers that statements name are noted, as in every unit of work that writes.</summary>
    public bool NotesCustomers
    {
        get => statement.Named is not null;
        set => statement.Named = value ? statement.Named ?? [] : null;
    }

    /// <summary>Another unit of work begins on this session before the customers of the one before are settled: each moves on what it names.</summary>
    public void BeginUnit() => statement.BeginUnit();

    /// <summary>What this unit of work writes shows with every customer, though no statement names them.</summary>
    public void NameEverybody() => statement.Name(CustomerId.Everybody);

    /// <summary>Tells that whatever was read of the noted customers may have changed, and notes them no more.</summary>
    /// <param name="database">Whose <see cref="Database.Revisions"/> move on.</param>
    public void Settle(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        if (statement.Named is not { Count: > 0 } named) return;
        foreach (var customer in named) database.Changed(customer);
        named.Clear();
        statement.BeginUnit();
    }

    /// <summary>Whether a statement has named the customer, or everybody, and that is not settled yet.</summary>
    protected bool HasNamed(CustomerId customer) => statement.Named is { } named && (named.Contains(customer) || named.Contains(CustomerId.Everybody));

    internal Statement NextStatement()
    {
        statement.Clear();
        return statement;
    }
}
