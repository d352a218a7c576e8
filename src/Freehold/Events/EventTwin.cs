namespace Freehold;

/// <summary>
/// What is stored and what it shows as are not the same: a change of a profile is recorded once and shown under two names, today's and the one that older
/// clients ask for, which is kept for a shorter time; and some rows stand for several events (<see cref="JoinedEvents"/>).
/// </summary>
internal static class EventTwin
{
    /// <summary>The actions that are stored for those that are asked for.</summary>
    public static IEnumerable<string> Stored(IReadOnlyList<string> asked)
    {
        var single = asked.Contains(EventAction.UpdatedLegacy) ? asked.Append(EventAction.Updated) : asked;
        return single.Concat(asked.SelectMany(JoinedEvents.With)).Distinct();
    }

    /// <summary>Whether changes of profiles are among what is asked for, under either name.</summary>
    public static bool AsksForUpdates(EventFilter filter) => filter.Actions.Count == 0 || Stored(filter.Actions).Contains(EventAction.Updated);

    /// <summary>What a row that is stored shows as, of what is asked for and whose time is not over; of the two names of an update the older one comes first, as the newer of them.</summary>
    public static IEnumerable<RecordedEvent> Shown(RecordedEvent stored, EventFilter filter, EventOptions options, DateTimeOffset now)
    {
        foreach (var happened in JoinedEvents.Each(stored))
        {
            if (happened.Action == EventAction.Updated && Shows(EventAction.UpdatedLegacy))
                yield return happened with { Id = happened.Id + 1, Action = EventAction.UpdatedLegacy, Label = EventAction.UpdatedLegacy };
            if (Shows(happened.Action)) yield return happened;
        }

        bool Shows(string action) => (filter.Actions.Count == 0 || filter.Actions.Contains(action)) && !(stored.At < options.Since(action, now));
    }
}
