namespace Freehold;

/// <summary>
/// Numbers whose calls and messages earn somebody money: satellite networks, international shared-cost and premium numbers
/// (ITU-T E.164 assigned codes), and the premium ranges of national plans. Not complete: operators add their own.
/// </summary>
internal static class PremiumNumbers
{
    // Prefixes of international numbers, without the plus.
    private const string Prefixes = """
        800 808 870 878 881 882 883 888 979
        1900 1976
        31900 31906 31909 3290 338 34803 34806 34807 34905 34907 35315 35470 35890 39199 3989
        41900 41901 41906 43900 43930 43939 4484 4487 449 4590 46900 46939 46944 4782 48300 48400 4870 48801
        49137 49180 49190 49900 4211900 42090 420976 6119 64900 7803 7809 81990 90900
        """;

    private static readonly string[] All = Prefixes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public static bool Include(string digits)
    {
        foreach (var prefix in All)
            if (digits.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }
}
