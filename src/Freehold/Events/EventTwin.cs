namespace Freehold;

/// <summary>A change of a profile is recorded once and shown under two names: today's, and the one that older clients ask for, which is kept for a shorter time.</summary>
internal static class EventTwin
{
    /// <summary>The actions that are stored for those that are asked for.</summary>
    public static IEnumerable<string> Stored(IReadOnlyList<string> asked) =>
        asked.Contains(EventAction.UpdatedLegacy) ? asked.Append(EventAction.Updated).Distinct() : asked.Distinct();

    /// <summary>Whether changes of profiles are among what is asked for, under either name.</summary>
    public static bool AsksForUpdates(EventFilter filter) => filter.Actions.Count == 0 || Stored(filter.Actions).Contains(EventAction.Updated);

    /// <summary>What an event that is stored shows as: at most two, the older name first, as the newer of them.</summary>
    public static IEnumerable<RecordedEvent> Shown(RecordedEvent happened, EventFilter filter, EventOptions options, DateTimeOffset now)
    {
        if (happened.Action == EventAction.Updated && IsAsked(EventAction.UpdatedLegacy) && !(happened.At < options.Since(EventAction.UpdatedLegacy, now)))
            yield return happened with { Id = happened.Id + 1, Action = EventAction.UpdatedLegacy, Label = EventAction.UpdatedLegacy };
        if (IsAsked(happened.Action)) yield return happened;

        bool IsAsked(string action) => filter.Actions.Count == 0 || filter.Actions.Contains(action);
    }
}
