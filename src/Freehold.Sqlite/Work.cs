using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>What waits for the writer.</summary>
internal abstract class Work
{
    /// <summary>Whether it is not to run (again): its caller has gone, or it has thrown.</summary>
    public abstract bool IsOver { get; }

    public abstract Task<bool> TryAsync(Session session);

    public abstract void Succeed();

    public abstract void Fail(Exception failure);
}

/// <summary>A unit of work: what it does is made durable with the rest of its group.</summary>
internal sealed class Work<T>(Func<Session, Task<T>> work, CancellationToken ct) : Work
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool ran;
    private T? value;
    private Exception? thrown;

    public Task<T> Answer => answer.Task;

    public override bool IsOver => thrown is not null || (!ran && ct.IsCancellationRequested);

    public override async Task<bool> TryAsync(Session session)
    {
        ran = true;
        try
        {
            value = await work(session);
            return true;
        }
        catch (Exception failure)
        {
            thrown = failure;
            return false;
        }
    }

    public override void Succeed()
    {
        if (thrown is not null) answer.TrySetException(thrown);
        else if (!ran) answer.TrySetCanceled(ct);
        else answer.TrySetResult(value!);
    }

    public override void Fail(Exception failure) => answer.TrySetException(thrown ?? failure);
}

/// <summary>What can only be done between two transactions.</summary>
internal sealed class WorkBetween<T>(Func<T> work) : Work
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => answer.Task;

    public override bool IsOver => true;

    public override Task<bool> TryAsync(Session session) => Task.FromResult(true);

    public override void Succeed()
    {
        try
        {
            answer.TrySetResult(work());
        }
        catch (Exception failure)
        {
            answer.TrySetException(failure);
        }
    }

    public override void Fail(Exception failure) => answer.TrySetException(failure);
}
