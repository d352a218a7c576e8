using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Freehold;

/// <summary>
/// Keeps entries in memory by their hash, without a lock: eight places for each of 65,536 groups of hashes. The hashes of a group
/// lie side by side, so that whoever looks meets one or two lines of the processor's cache, while those of the references come, before the entry itself, and no
/// other entries; with 100,000 entries hardly a group has more than eight. Hashes and entries have an array each: in an array of both the collector
/// walks through all that lies between the first new entry and the last, which is nearly all of its megabytes, and halts the server meanwhile.
/// </summary>
/// <param name="leastGoesFirst">Of a full group the entry with the least goes.</param>
internal sealed class Places<T>(Func<T, long> leastGoesFirst)
    where T : class
{
    private const int GroupBits = 16;
    private const int PlacesInGroup = 8;

    private readonly ulong[] hashes = new ulong[PlacesInGroup << GroupBits];
    private readonly T?[] entries = new T?[PlacesInGroup << GroupBits];

    /// <summary>All of them.</summary>
    public Row All => new(this, 0, entries.Length);

    /// <summary>Those that a hash shares with others.</summary>
    public Row Group(ulong hash) => new(this, First(hash), PlacesInGroup);

    /// <summary>The entry that was put under a hash; null where there is none. Whether it is the one that is meant, only its key tells.</summary>
    public T? Find(ulong hash)
    {
        var first = First(hash);
        Fetch(first);
        var number = hashes.AsSpan(first, PlacesInGroup).IndexOf(hash);
        return number < 0 ? null : entries[first + number];
    }

    /// <summary>Where a hash belongs: where it is, else where none is, else where the one is that goes first.</summary>
    public Place Of(ulong hash)
    {
        var first = First(hash);
        var best = first;
        for (var number = first; number < first + PlacesInGroup; number++)
        {
            if (hashes[number] == hash) return new Place(this, number);
            if (entries[best] is not { } worst) continue;
            if (entries[number] is not { } entry || leastGoesFirst(entry) < leastGoesFirst(worst)) best = number;
        }

        return new Place(this, best);
    }

    private static int First(ulong hash) => (int)(hash >> (64 - GroupBits)) * PlacesInGroup;

    /// <summary>Brings a group's entries, which lie elsewhere in the memory than its hashes, while those are looked at.</summary>
    private unsafe void Fetch(int first)
    {
        if (!Sse.IsSupported) return;
        ref var entry = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(entries), first);
        Sse.Prefetch0(Unsafe.AsPointer(ref entry));

        // A group need not begin where a line does.
        Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref entry, PlacesInGroup - 1)));
    }

    /// <summary>Room for one entry.</summary>
    internal readonly struct Place(Places<T> places, int number)
    {
        /// <summary>What stands here.</summary>
        public T? Entry => places.entries[number];

        /// <summary>
        /// Puts an entry, or nothing, where another one stood, or nothing; false when somebody was quicker. Where two are put here at once, the hash
        /// may be the other one's: until one is put again, the entry is found under that alone, and its key tells that it is not the one that is meant.
        /// </summary>
        public bool Replace(T? before, T? with, ulong hash)
        {
            if (Interlocked.CompareExchange(ref places.entries[number], with, before) != before) return false;
            places.hashes[number] = hash;
            return true;
        }
    }

    /// <summary>Places that lie side by side, for a loop.</summary>
    internal struct Row(Places<T> places, int first, int count)
    {
        private int number = first - 1;

        /// <summary>Where the loop stands.</summary>
        public readonly Place Current => new(places, number);

        /// <summary>From the first on.</summary>
        public readonly Row GetEnumerator() => this;

        /// <summary>The next one; false behind the last.</summary>
        public bool MoveNext() => ++number < first + count;
    }
}
