namespace Freehold;

/// <summary>
/// Events of one moment that share a row, since every row costs an entry in each index: who is new was added, identified and perhaps
/// registered at once. Such a row's action names them all, joined by a plus, which is in no action that anybody can tell of.
/// </summary>
internal static class JoinedEvents
{
    public const string AddedAndIdentified = $"{EventAction.Added}{Joint}{EventAction.Identified}";
    public const string AddedAndRegistered = $"{AddedAndIdentified}{Joint}{EventAction.Registered}";

    private const string Joint = "+";

    /// <summary>Every action of such a row.</summary>
    public static readonly string[] All = [AddedAndIdentified, AddedAndRegistered];

    /// <summary>The actions of rows that stand for an event of one name among others.</summary>
    public static IEnumerable<string> With(string action) => All.Where(joined => Names(joined).Contains(action));

    /// <summary>The names that are joined in an action; the action alone where none are.</summary>
    public static string[] Names(string action) => action.Split(Joint);

    /// <summary>The events that a row stands for. Their numbers lie around the row's own, which the identification keeps when the time of the others is over.</summary>
    public static IEnumerable<RecordedEvent> Each(RecordedEvent row)
    {
        var names = Names(row.Action);
        if (names.Length == 1) return [row];
        var own = Array.IndexOf(names, EventAction.Identified);
        return names.Select((name, i) => row with { Id = row.Id + i - own, Action = name, Label = name });
    }
}
