using System.Globalization;

namespace Freehold;

/// <summary>
/// The characters that normalisation touches (Unicode 14), read from <c>normalization.txt</c> at first use. One character a line:
/// <c>CODE [class][=|!|~ PARTS]</c>, where <c>=</c> composes again, <c>!</c> only decomposes, <c>~</c> decomposes in form KC alone.
/// </summary>
internal static class NormalFormTable
{
    private static readonly Dictionary<int, Entry> Entries = new(7000);
    private static readonly Dictionary<long, int> Composites = new(1000);

    static NormalFormTable()
    {
        using var lines = new StreamReader(typeof(NormalFormTable).Assembly.GetManifestResourceStream("normalization.txt")!);
        while (lines.ReadLine() is { } line)
        {
            var mark = line.AsSpan().IndexOfAny("=!~");
            var head = (mark < 0 ? line : line[..mark]).Split(' ');
            var point = int.Parse(head[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var parts = mark < 0 ? null : Array.ConvertAll(line[(mark + 1)..].Split(' '), part => int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            Entries[point] = new Entry(head.Length > 1 ? byte.Parse(head[1], CultureInfo.InvariantCulture) : (byte)0, mark >= 0 && line[mark] == '~', parts);
            if (mark >= 0 && line[mark] == '=') Composites[Pair(parts![0], parts[1])] = point;
        }
    }

    public static Entry? Find(int point) => Entries.TryGetValue(point, out var entry) ? entry : null;

    /// <summary>The canonical combining class; 0 for everything that starts a new character.</summary>
    public static int Class(int point) => point < 0x300 ? 0 : Find(point)?.Class ?? 0;

    public static int? Composite(int first, int second) => Composites.TryGetValue(Pair(first, second), out var point) ? point : null;

    private static long Pair(int first, int second) => (long)first << 21 | (uint)second;

    /// <param name="Class">Canonical combining class.</param>
    /// <param name="Compatible">Whether the parts belong to form KC alone.</param>
    /// <param name="Parts">What the character is made of, one step down; null when it is not made of anything.</param>
    internal readonly record struct Entry(byte Class, bool Compatible, int[]? Parts);
}
