namespace Freehold.Storage;

/// <summary>
/// Where accounts live. The SQL is the same for every provider; a provider decides how units of work run and are made
/// durable, and the few things that databases say differently (see <see cref="Session"/>).
/// </summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>Whether other processes may work on it at the same time; what is claimed may then be theirs.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Tells what may be kept in memory of what was read.</summary>
    public Revisions Revisions { get; } = new();

    /// <summary>
    /// Whether what was read at a moment (on <see cref="Environment.TickCount64"/>) counts as far as other processes are concerned:
    /// they have written nothing about it, or told <see cref="Revisions"/>, or it is too young to matter. What was answered to
    /// their callers 5 seconds ago must be known.
    /// </summary>
    public virtual bool StillCounts(long read) => true;

    /// <summary>
    /// Runs a unit of work that only reads, and sees every write that was answered before. Each statement sees a consistent
    /// state; one that needs the same state across statements is one statement, or runs by <see cref="ReadAtOnceAsync"/>.
    /// </summary>
    public abstract Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct);

    /// <summary>
    /// As <see cref="ReadAsync"/>, but all statements see one state: what is read of a caller's account is then of the moment in which the session was
    /// good, and not what another customer's proof brought into it since.
    /// </summary>
    public abstract Task<T> ReadAtOnceAsync<T>(Func<Session, Task<T>> work, CancellationToken ct);

    /// <summary>
    /// Runs a unit of work in one transaction and answers after it is durable. A returned failure commits (a wrong guess
    /// must use up an attempt), an exception rolls back. The work may be run again after a conflict, so it must touch
    /// nothing but the session; it must never hash, call a network or wait.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct);

    /// <summary>
    /// Runs a unit of work that is one single statement, which tells how many rows it changed: the same one each time (where
    /// <see cref="Session.NamesEveryColumn"/>), about rows of one customer. It may share its commit with those of others; apart from that as <see cref="WriteAsync"/>.
    /// </summary>
    public virtual Task<T> WriteOneAsync<T>(CustomerId customer, Func<Session, Task<T>> work, CancellationToken ct) => WriteAsync(work, ct);

    /// <summary>Overwrites what was deleted in files of the database's own where it can: erased values must not stay in a journal. False where a long read, such as a backup, stands in the way: it is to be called again.</summary>
    public virtual Task<bool> ForgetAsync(CancellationToken ct) => Task.FromResult(true);

    /// <summary>Brings the schema to this version of the product; safe to call from several processes at once.</summary>
    public abstract Task MigrateAsync(CancellationToken ct);

    /// <summary>Something was written about a customer: what was read before is not to be trusted any more.</summary>
    protected internal virtual void Changed(CustomerId customer) => Revisions.MoveOn(customer);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
