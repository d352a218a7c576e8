using Freehold.Testing;

namespace Freehold.Storage.Tests.Changes;

/// <summary>
/// A clock that lets something happen between the check of a password, outside of any transaction, and the unit of work that
/// relies on it: it begins while the try is counted, when the stored hash was read already, and is over before the unit of work begins.
/// </summary>
internal sealed class Meanwhile : TimeProvider
{
    private const int CountingTheTry = 2;
    private const int RelyingOnIt = 3;

    private readonly ManualTime time = new();
    private Func<Task>? change;
    private Task? changing;
    private int asked;

    public override DateTimeOffset GetUtcNow()
    {
        if (change is { } wanted)
        {
            asked++;
            if (asked == CountingTheTry) changing = Task.Run(wanted);
            if (asked == RelyingOnIt) changing!.GetAwaiter().GetResult();
        }

        return time.GetUtcNow();
    }

    /// <summary>What happens during the next operation that asks for the current password.</summary>
    public void During(Func<Task> wanted) => change = wanted;
}
