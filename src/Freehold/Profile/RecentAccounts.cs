using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Accounts with the sessions that asked for them, kept in memory so that the next read of the same caller needs no database.
/// An entry counts only as long as nothing was written about its customer (see <see cref="Revisions"/>), its session has not
/// ended, and it is young.
/// </summary>
public sealed class RecentAccounts : IDisposable
{
    /// <summary>Another node's writes are not known here at once, and a revoked session must be refused everywhere within 5 seconds.</summary>
    private const int MostAgeBesideOthers = 4_000;

    /// <summary>Milliseconds; what nobody asks for again does not stay in memory.</summary>
    private const int MostAge = 60_000;

    /// <summary>Two places for each of 16,384 groups of callers: about 1 KB an account, so 33 MB when all are taken.</summary>
    private const int Groups = 1 << 14;

    private readonly Entry?[] entries = new Entry?[Groups * 2];
    private readonly int[] visitors = new int[Groups * 4];
    private readonly Revisions revisions;
    private readonly int mostAge;
    private readonly Timer sweep;

    /// <summary>Keeps what is read from a database.</summary>
    public RecentAccounts(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        revisions = database.Revisions;
        mostAge = database.IsShared ? MostAgeBesideOthers : MostAge;
        sweep = new Timer(_ => DropOld(), null, MostAge, MostAge);
    }

    /// <summary>The account as it stands; null when it must be read. It is shared: whoever changes it takes a copy.</summary>
    internal Account? Find(Caller caller, DateTimeOffset now)
    {
        var place = Place(caller);
        var entry = entries[place] is { } first && first.IsOf(caller) ? first : entries[place + 1];
        if (entry is null || !entry.IsOf(caller)) return null;
        return IsGood(entry) && entry.Account.SessionExpiresAt > now ? entry.Account : null;
    }

    /// <summary>Keeps what a read found, unless the caller is here for the first time in a while: where callers are too many to be kept, keeping each would only cost memory.</summary>
    /// <param name="revision">The customer's number from before the read.</param>
    /// <param name="since">When the read began, on <see cref="Environment.TickCount64"/>.</param>
    internal void Keep(Caller caller, Account account, long revision, long since)
    {
        var hash = Hash(caller);
        ref var visitor = ref visitors[hash & (visitors.Length - 1)];
        if (visitor != hash)
        {
            visitor = hash;
            return;
        }

        var place = Place(caller);
        if (entries[place] is { } first && !first.IsOf(caller)) entries[place + 1] = first;
        entries[place] = new Entry(caller.Session, account, revision, since);
    }

    /// <inheritdoc/>
    public void Dispose() => sweep.Dispose();

    private bool IsGood(Entry entry) => entry.Revision == revisions.Of(entry.Account.Id) && Environment.TickCount64 - entry.Since < mostAge;

    private void DropOld()
    {
        for (var place = 0; place < entries.Length; place++)
            if (entries[place] is { } entry && !IsGood(entry)) entries[place] = null;
    }

    private static int Place(Caller caller) => (Hash(caller) & (Groups - 1)) * 2;

    private static int Hash(Caller caller) => string.GetHashCode(caller.Session, StringComparison.Ordinal);

    private sealed record Entry(string Session, Account Account, long Revision, long Since)
    {
        public bool IsOf(Caller caller) => Account.Id == caller.Customer && Session == caller.Session;
    }
}
