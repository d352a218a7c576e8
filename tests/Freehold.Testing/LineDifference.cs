using System.Text;

namespace Freehold.Testing;

/// <summary>Shows how two texts differ, line by line, with three unchanged lines around each change.</summary>
internal static class LineDifference
{
    private const int Context = 3;

    public static string Between(string before, string after)
    {
        var lines = Merge(before.Split('\n'), after.Split('\n'));
        var text = new StringBuilder();
        var skipping = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var near = lines.Skip(i - Context).Take(Math.Min(i, Context) + Context + 1).Any(line => line.Sign != ' ');
            if (near) text.Append(lines[i].Sign).Append(' ').Append(lines[i].Line).Append('\n');
            else if (!skipping) text.Append("  …\n");
            skipping = !near;
        }

        return text.ToString();
    }

    private static List<(char Sign, string Line)> Merge(string[] before, string[] after)
    {
        var common = CommonLengths(before, after);
        var merged = new List<(char, string)>(before.Length + after.Length);
        int i = 0, j = 0;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                merged.Add((' ', before[i]));
                i++;
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1])) merged.Add(('-', before[i++]));
            else merged.Add(('+', after[j++]));
        }

        return merged;
    }

    // lengths[i, j]: the longest common subsequence of before[i..] and after[j..].
    private static int[,] CommonLengths(string[] before, string[] after)
    {
        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
            for (var j = after.Length - 1; j >= 0; j--)
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        return lengths;
    }
}
