using System.Diagnostics.CodeAnalysis;
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

    /// <summary>Some 139,000 plain profiles with two sessions each, which take 423 bytes, or 160,000 with one.</summary>
    private const long MostBytes = 56 << 20;

    private const int VisitorBits = 18;

    private readonly Places<Entry> entries = new(entry => entry.Since);
    private readonly int[] visitors = new int[1 << VisitorBits];
    private readonly Database database;
    private readonly Timer sweep;
    private long bytes;

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
        // Asked first: it comes from another place of the memory than the entry, and so both come at once.
        var revision = database.Revisions.Of(caller.Customer);
        if (entries.Find(Hash(caller.Customer)) is not { } entry || entry.Customer != caller.Customer) return null;
        PackedRow.Fetch(entry.Image);
        if (entry.Revision != revision || !IsYoung(entry)) return null;
        if (AccountImage.Read(entry.Image, caller.Session) is not { } account || account.SessionExpiresAt <= now) return null;
        account.Revision = revision;
        if (entry.Groups is { } groups) account.Groups = AccountImage.ReadGroups(groups);
        return account;
    }

    /// <summary>Keeps what a read found, unless the customer is here for the first time in a while: where customers are too many to be kept, keeping each would only cost memory.</summary>
    /// <param name="revision">The customer's number from before the read.</param>
    /// <param name="since">When the read began, on <see cref="Environment.TickCount64"/>.</param>
    internal void Keep(Caller caller, Account account, int revision, long since)
    {
        // Who read slowly must not put what counts no more in the place of what does.
        if (revision != database.Revisions.Of(caller.Customer)) return;
        var place = entries.Of(Hash(caller.Customer));
        var before = place.Entry;
        if (Stands(before, caller.Customer, revision) && AccountImage.With(before.Image, account, caller.Session) is { } more) Put(place, before, before with { Image = more });
        else if (!IsNew(caller.Customer) && AccountImage.Of(account, caller.Session) is { } image) Put(place, before, new Entry(caller.Customer, image, null, revision, since));
    }

    /// <summary>Keeps what its holder wrote; the other sessions and the groups that are kept with it stay as true as they were.</summary>
    /// <param name="revision">The customer's number from before the write, which moves it on by one; if it stands elsewhere afterwards, somebody else wrote too.</param>
    /// <param name="since">When the write began, on <see cref="Environment.TickCount64"/>.</param>
    internal void KeepWritten(Caller caller, Account account, int revision, long since)
    {
        var place = entries.Of(Hash(caller.Customer));
        var before = place.Entry;
        if (before is not null && before.Customer == caller.Customer && before.Revision == revision && IsYoung(before)
            && AccountImage.Again(before.Image, account, caller.Session) is { } again)
            Put(place, before, before with { Image = again, Revision = revision + 1 });
        else Keep(caller, account, revision + 1, since);
    }

    /// <summary>Keeps the groups of a customer beside the account, where that is kept.</summary>
    /// <param name="revision">The customer's number from before they were read.</param>
    internal void Keep(CustomerId customer, IReadOnlyList<Membership> groups, int revision)
    {
        var place = entries.Of(Hash(customer));
        var before = place.Entry;
        if (Stands(before, customer, revision) && AccountImage.Of(groups) is { } image) Put(place, before, before with { Groups = image });
    }

    /// <inheritdoc/>
    public void Dispose() => sweep.Dispose();

    // Numbers of customers begin with the time: the multiplication spreads them.
    private static ulong Hash(CustomerId customer) => (ulong)customer.Value * 0x9E3779B97F4A7C15;

    private bool IsNew(CustomerId customer)
    {
        var hash = Hash(customer);
        ref var visitor = ref visitors[(int)(hash >> (64 - VisitorBits))];
        if (visitor == (int)hash) return false;
        visitor = (int)hash;
        return true;
    }

    /// <summary>Puts an entry where another one stood, or none, unless somebody was quicker; what was read anew is good, whoever's stays.</summary>
    private void Put(Places<Entry>.Place place, Entry? before, Entry entry)
    {
        var more = entry.Bytes - (before?.Bytes ?? 0);
        if (more > 0 && Volatile.Read(ref bytes) + more > MostBytes) return;
        if (place.Replace(before, entry, Hash(entry.Customer))) Interlocked.Add(ref bytes, more);
    }

    /// <summary>Whether an entry is of a customer and as old as what was read now: what both hold is true together.</summary>
    private bool Stands([NotNullWhen(true)] Entry? entry, CustomerId customer, int revision) => entry is not null && entry.Customer == customer && entry.Revision == revision && IsGood(entry);

    private bool IsGood(Entry entry) => entry.Revision == database.Revisions.Of(entry.Customer) && IsYoung(entry);

    private bool IsYoung(Entry entry) => Environment.TickCount64 - entry.Since < MostAge && database.StillCounts(entry.Since);

    private void DropOld()
    {
        foreach (var place in entries.All)
            if (place.Entry is { } entry && !IsGood(entry) && place.Replace(entry, null, 0)) Interlocked.Add(ref bytes, -entry.Bytes);
    }

    private sealed record Entry(CustomerId Customer, byte[] Image, byte[]? Groups, int Revision, long Since)
    {
        /// <summary>What it takes, with what the runtime adds to every object.</summary>
        public int Bytes => 56 + 24 + Image.Length + (Groups is { Length: > 0 } groups ? 24 + groups.Length : 0);
    }
}
