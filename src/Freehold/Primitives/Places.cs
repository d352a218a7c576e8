namespace Freehold;

/// <summary>
/// Keeps entries in memory by their hash, without a lock: eight places for each of 65,536 groups of hashes. The hash stands
/// beside the entry, so that whoever looks meets neighbouring lines of the processor's cache before the entry itself, and no other
/// entries; with 100,000 entries hardly a group has more than eight.
/// </summary>
/// <param name="leastGoesFirst">Of a full group the entry with the least goes.</param>
internal sealed class Places<T>(Func<T, long> leastGoesFirst)
    where T : class
{
    private const int GroupBits = 16;
    private const int PlacesInGroup = 8;

    private readonly Place[] places = new Place[PlacesInGroup << GroupBits];

    /// <summary>All of them.</summary>
    public Span<Place> All => places;

    /// <summary>Those that a hash shares with others.</summary>
    public Span<Place> Group(ulong hash) => places.AsSpan((int)(hash >> (64 - GroupBits)) * PlacesInGroup, PlacesInGroup);

    /// <summary>The entry that was put under a hash; null where there is none. Whether it is the one that is meant, only its key tells.</summary>
    public T? Find(ulong hash)
    {
        foreach (ref readonly var place in Group(hash))
            if (place.Hash == hash) return place.Entry;
        return null;
    }

    /// <summary>Where a hash belongs: where it is, else where none is, else where the one is that goes first.</summary>
    public ref Place Of(ulong hash)
    {
        var group = Group(hash);
        var best = 0;
        for (var place = 0; place < group.Length; place++)
        {
            if (group[place].Hash == hash) return ref group[place];
            if (group[best].Entry is not { } worst) continue;
            if (group[place].Entry is not { } entry || leastGoesFirst(entry) < leastGoesFirst(worst)) best = place;
        }

        return ref group[best];
    }

    /// <summary>Room for one entry.</summary>
    internal struct Place
    {
        private T? entry;

        /// <summary>The entry's hash; that of another one where two were put here at once: then neither is found until one is put again.</summary>
        public ulong Hash { get; private set; }

        /// <summary>What stands here.</summary>
        public readonly T? Entry => entry;

        /// <summary>Puts an entry, or nothing, where another one stood, or nothing; false when somebody was quicker.</summary>
        public bool Replace(T? before, T? with, ulong hash)
        {
            if (Interlocked.CompareExchange(ref entry, with, before) != before) return false;
            Hash = hash;
            return true;
        }
    }
}
