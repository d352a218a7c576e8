using System.Text;

namespace Freehold;

/// <summary>
/// Unicode normal forms C and KC. <see cref="string.Normalize()"/> returns its argument unchanged where globalization is invariant,
/// as it is here (so that no ICU need be installed), hence the own table; UAX #15 names the steps.
/// </summary>
internal static class NormalForm
{
    // UAX #15, section 16: Hangul syllables are computed, not listed.
    private const int S = 0xAC00, L = 0x1100, V = 0x1161, T = 0x11A7, LCount = 19, VCount = 21, TCount = 28, SCount = LCount * VCount * TCount;

    /// <summary>Form C: one spelling per character, nothing lost. Lone surrogates become U+FFFD; refuse them first.</summary>
    public static string Nfc(string text) => text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF') ? Normalise(text, compatible: false) : text;

    /// <summary>Form KC: also folds look-alikes such as full-width letters, for comparing identifiers. Lone surrogates become U+FFFD; refuse them first.</summary>
    public static string Nfkc(string text) => text.AsSpan().ContainsAnyExceptInRange('\0', '\u009F') ? Normalise(text, compatible: true) : text;

    private static string Normalise(string text, bool compatible)
    {
        var points = new List<int>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, compatible, points);
        Reorder(points);
        Compose(points);

        var normal = new StringBuilder(text.Length);
        foreach (var point in points) normal.Append(new Rune(point).ToString());
        return normal.ToString();
    }

    private static void Decompose(int point, bool compatible, List<int> into)
    {
        if (point is >= S and < S + SCount)
        {
            var index = point - S;
            into.Add(L + index / (VCount * TCount));
            into.Add(V + index % (VCount * TCount) / TCount);
            if (index % TCount > 0) into.Add(T + index % TCount);
        }
        else if (NormalFormTable.Find(point) is { Parts: { } parts } entry && (compatible || !entry.Compatible))
            foreach (var part in parts) Decompose(part, compatible, into);
        else
            into.Add(point);
    }

    /// <summary>Sorts each run of combining marks by class, equal classes in their order; by key, so that a long hostile run costs no square of its length.</summary>
    private static void Reorder(List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            var end = start;
            while (end < points.Count && NormalFormTable.Class(points[end]) > 0) end++;
            if (end - start > 1)
            {
                var keys = new ulong[end - start];
                for (var i = start; i < end; i++) keys[i - start] = (ulong)NormalFormTable.Class(points[i]) << 53 | (ulong)(i - start) << 21 | (uint)points[i];
                Array.Sort(keys);
                for (var i = start; i < end; i++) points[i] = (int)(keys[i - start] & 0x1FFFFF);
            }
            start = end;
        }
    }

    private static void Compose(List<int> points)
    {
        var starter = -1;
        var written = 0;
        var lastClass = 0;
        foreach (var point in points.ToArray())
        {
            var combining = NormalFormTable.Class(point);
            var blocked = starter < 0 || (written - 1 > starter && lastClass >= combining);
            if (!blocked && Composite(points[starter], point) is { } composite)
            {
                points[starter] = composite;
                continue;
            }
            if (combining == 0) starter = written;
            lastClass = combining;
            points[written++] = point;
        }
        points.RemoveRange(written, points.Count - written);
    }

    private static int? Composite(int first, int second)
    {
        if (first is >= L and < L + LCount && second is >= V and < V + VCount) return S + ((first - L) * VCount + second - V) * TCount;
        if (first is >= S and < S + SCount && (first - S) % TCount == 0 && second is > T and < T + TCount) return first + second - T;
        return NormalFormTable.Composite(first, second);
    }
}
