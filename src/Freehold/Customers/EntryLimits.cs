namespace Freehold;

/// <summary>How much a customer may keep beside the account.</summary>
internal static class EntryLimits
{
    /// <summary>Addresses, properties and list entries: so many of each, which no honest shop reaches.</summary>
    public const int Most = 1000;

    /// <summary>The next id within a customer's entries: ids rise, so that their order is that of creation, and start with the time like every id.</summary>
    public static long Next(long? last, DateTimeOffset now) => Math.Max(Randomness.RowId(now), (last ?? 0) + 1);
}
