using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Accounts with the sessions that asked for them, kept in memory so that the next read of the same caller needs no database.
/// An entry counts only as long as nothing was written about its customer (see <see cref="Revisions"/> and
/// <see cref="Database.StillCounts"/>), its session has not ended, and it is young.
/// </summary>
public sealed class RecentAccounts : IDisposable
{
    /// <summary>Milliseconds; what nobody asks for again does not stay in memory, and what somebody changes past Freehold, by hand say, shows after that.</summary>
    private const int MostAge = 300_000;

    private const int BetweenSweeps = 60_000;

    /// <summary>At about 400 bytes each, 344 of them the image of a plain profile, 52 MB when all are kept.</summary>
    private const int MostKept = 1 << 17;

    /// <summary>Four places for each of 65,536 groups of callers: twice as many as are kept, so that hardly a group has too few.</summary>
    private const int Groups = 1 << 16;
    private const int PlacesInGroup = 4;

    private readonly Entry?[] entries = new Entry?[Groups * PlacesInGroup];
    private readonly int[] visitors = new int[Groups * PlacesInGroup];
    private readonly Database database;
    private readonly Timer sweep;
    private int kept;

    /// <summary>Keeps what is read from a database.</summary>
    public RecentAccounts(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
        sweep = new Timer(_ => DropOld(), null, BetweenSweeps, BetweenSweeps);
    }

    /// <summary>The account as it stands, for the asker alone; null when it must be read.</summary>
    internal Account? Find(Caller caller, DateTimeOffset now)
    {
        foreach (var entry in Group(Hash(caller)))
        {
            if (entry is null || !entry.IsOf(caller)) continue;
            return IsGood(entry) && AccountImage.Read(entry.Image) is var account && account.SessionExpiresAt > now ? account : null;
        }

        return null;
    }

    /// <summary>Keeps what a read found, unless the caller is here for the first time in a while: where callers are too many to be kept, keeping each would only cost memory.</summary>
    /// <param name="revision">The customer's number from before the read.</param>
    /// <param name="since">When the read began, on <see cref="Environment.TickCount64"/>.</param>
    internal void Keep(Caller caller, Account account, int revision, long since)
    {
        var hash = Hash(caller);
        ref var visitor = ref visitors[hash & (visitors.Length - 1)];
        if (visitor != hash)
        {
            visitor = hash;
            return;
        }

        if (AccountImage.Of(account) is not { } image) return;
        ref var place = ref Place(Group(hash), caller);
        if (place is null && Volatile.Read(ref kept) >= MostKept) return;
        var before = Interlocked.Exchange(ref place, new Entry(caller.Customer, caller.Session, image, revision, since));
        if (before is null) Interlocked.Increment(ref kept);
    }

    /// <inheritdoc/>
    public void Dispose() => sweep.Dispose();

    private Span<Entry?> Group(int hash) => entries.AsSpan((hash & (Groups - 1)) * PlacesInGroup, PlacesInGroup);

    /// <summary>Where a caller's account belongs: where it is, else where none is, else where the oldest is.</summary>
    private static ref Entry? Place(Span<Entry?> group, Caller caller)
    {
        var best = 0;
        for (var place = 0; place < group.Length; place++)
        {
            if (group[place] is not { } entry)
            {
                if (group[best] is not null) best = place;
            }
            else if (entry.IsOf(caller)) return ref group[place];
            else if (group[best] is { } oldest && entry.Since < oldest.Since) best = place;
        }

        return ref group[best];
    }

    private bool IsGood(Entry entry) =>
        entry.Revision == database.Revisions.Of(entry.Customer) && Environment.TickCount64 - entry.Since < MostAge && database.StillCounts(entry.Since);

    private void DropOld()
    {
        for (var place = 0; place < entries.Length; place++)
            if (entries[place] is { } entry && !IsGood(entry) && Interlocked.CompareExchange(ref entries[place], null, entry) == entry) Interlocked.Decrement(ref kept);
    }

    private static int Hash(Caller caller) => string.GetHashCode(caller.Session, StringComparison.Ordinal);

    private sealed record Entry(CustomerId Customer, string Session, byte[] Image, int Revision, long Since)
    {
        public bool IsOf(Caller caller) => Customer == caller.Customer && Session == caller.Session;
    }
}
