namespace Freehold;

/// <summary>Work that either a thread or its impatient caller takes, whoever comes first.</summary>
internal abstract class HashingJob
{
    private int taken;

    /// <summary>True for exactly one of both.</summary>
    public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;

    public abstract void Run();
}

/// <summary>Work with an outcome.</summary>
internal sealed class HashingJob<T>(Func<T> work) : HashingJob
{
    private readonly TaskCompletionSource<T> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Outcome => outcome.Task;

    public override void Run()
    {
        try
        {
            outcome.SetResult(work());
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to the caller, not to this thread.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            outcome.SetException(bug);
        }
    }
}
