namespace Freehold;

/// <summary>That a customer keeps something of the shop: a favourite, a watched product.</summary>
/// <param name="Id">The entry's id; rises with each new entry of a customer.</param>
/// <param name="Domain">The kind of thing, such as <c>product</c>; at most 32 characters.</param>
/// <param name="Type">Why it is kept, such as <c>favorite</c> or <c>watch</c>; at most 64 characters.</param>
/// <param name="RefId">The thing's id; at most 36 characters. Nothing checks that there is such a thing.</param>
/// <param name="Start">From when it shows: <c>YYYY-MM-DD hh:mm:ss</c> in UTC; null is since ever.</param>
/// <param name="End">Until when it shows; null is for ever.</param>
/// <param name="Config">A JSON object; null is empty.</param>
/// <param name="Position">Where it stands among its like.</param>
/// <param name="Status">Shown when above 0.</param>
public sealed record ListEntry(long Id, string Domain, string Type, string RefId, string? Start, string? End, string? Config, int Position, int Status)
{
    /// <summary>Code points that a domain holds.</summary>
    public const int MostOfDomain = 32;

    /// <summary>Code points that a type holds.</summary>
    public const int MostOfType = 64;

    /// <summary>Code points that a reference holds.</summary>
    public const int MostOfRefId = 36;

    /// <summary>Characters that a configuration holds: a few settings, not a store.</summary>
    public const int MostOfConfig = 4096;

    /// <summary>Whether it shows at a moment, given as <c>YYYY-MM-DD hh:mm:ss</c>.</summary>
    internal bool ShowsAt(string moment) =>
        Status > 0 && (Start is null || string.CompareOrdinal(Start, moment) <= 0) && (End is null || string.CompareOrdinal(End, moment) >= 0);

    /// <summary>Whether two entries may not stand side by side.</summary>
    internal bool Clashes(ListEntry other) => Id != other.Id && Domain == other.Domain && Type == other.Type && RefId == other.RefId;
}

/// <summary>What of an entry is set; what is absent stays.</summary>
public sealed record ListEntryChange
{
    /// <summary>The kind of thing.</summary>
    public string? Domain { get; init; }

    /// <summary>Why it is kept.</summary>
    public string? Type { get; init; }

    /// <summary>The thing's id.</summary>
    public string? RefId { get; init; }

    /// <summary>Whether <see cref="Start"/> is set.</summary>
    public bool HasStart { get; init; }

    /// <summary>From when it shows.</summary>
    public string? Start { get; init; }

    /// <summary>Whether <see cref="End"/> is set.</summary>
    public bool HasEnd { get; init; }

    /// <summary>Until when it shows.</summary>
    public string? End { get; init; }

    /// <summary>Whether <see cref="Config"/> is set; it is replaced whole.</summary>
    public bool HasConfig { get; init; }

    /// <summary>A JSON object; null is empty.</summary>
    public string? Config { get; init; }

    /// <summary>Where it stands.</summary>
    public int? Position { get; init; }

    /// <summary>Whether it shows.</summary>
    public int? Status { get; init; }

    internal ListEntry Apply(ListEntry entry) => entry with
    {
        Domain = Domain ?? entry.Domain,
        Type = Type ?? entry.Type,
        RefId = RefId ?? entry.RefId,
        Start = HasStart ? Start : entry.Start,
        End = HasEnd ? End : entry.End,
        Config = HasConfig ? Config : entry.Config,
        Position = Position ?? entry.Position,
        Status = Status ?? entry.Status,
    };
}
