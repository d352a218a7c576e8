using System.Threading.Channels;

namespace Freehold.Postgres;

/// <summary>
/// Tells the other nodes of a cluster whose accounts this one wrote: after the commit and for many commits at once, since a
/// notification within a transaction makes all commits of the server wait for each other. It also speaks when there is nothing
/// to tell, so that its silence tells of its death (<see cref="Neighbours"/>).
/// </summary>
/// <param name="node">The own name.</param>
/// <param name="send">Sends one announcement; answers when every node that listens will hear it.</param>
internal sealed class Announcer(string node, Func<Announcement, CancellationToken, Task> send) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MostPause = TimeSpan.FromMilliseconds(Neighbours.MostSilence / 4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<CustomerId> written = Channel.CreateBounded<CustomerId>(new BoundedChannelOptions(65_536) { SingleReader = true });
    private readonly CancellationTokenSource ended = new();
    private readonly SemaphoreSlim introducing = new(1);
    private Task? speaking;
    private bool doubts;
    private bool isDisposed;

    /// <summary>Must have returned before anything is written: nobody misses the silence of a node that they never heard of.</summary>
    public ValueTask IntroduceAsync(CancellationToken ct) => Volatile.Read(ref speaking) is null ? new(FirstWordAsync(ct)) : default;

    /// <summary>Something was written about a customer here.</summary>
    public void Tell(CustomerId customer)
    {
        if (!written.Writer.TryWrite(customer)) Doubt();
    }

    /// <summary>It is not known whether, or when, a commit happens.</summary>
    public void Doubt() => Volatile.Write(ref doubts, true);

    /// <summary>Tells what is left to tell, and says goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true)) return;
        await ended.CancelAsync();
        if (speaking is not null) await speaking;
        ended.Dispose();
        introducing.Dispose();
    }

    private async Task FirstWordAsync(CancellationToken ct)
    {
        await introducing.WaitAsync(ct);
        try
        {
            if (speaking is not null) return;
            await send(New(Word.Complete, []), ct);
            Volatile.Write(ref speaking, Task.Run(SpeakAsync, CancellationToken.None));
        }
        finally
        {
            introducing.Release();
        }
    }

    private async Task SpeakAsync()
    {
        var waiting = Task.CompletedTask;
        while (!ended.IsCancellationRequested)
        {
            if (waiting.IsCompleted) waiting = written.Reader.WaitToReadAsync(ended.Token).AsTask();
            await Task.WhenAny(waiting, Task.Delay(MostPause, ended.Token));
            if (!await TrySayAsync()) await Task.Delay(MostPause, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // To gather more for the next announcement; whoever has more already is in arrears.
            else if (!written.Reader.TryPeek(out _)) await Task.Delay(Pause, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Who could not tell all must not say goodbye: the silence tells the others to forget.
        while (Volatile.Read(ref doubts) || written.Reader.TryPeek(out _))
            if (!await TrySayAsync()) return;
        await TrySendAsync(New(Word.End, []));
    }

    private Announcement New(Word word, IReadOnlyCollection<CustomerId> some) => new(node, word, Environment.TickCount64, some);

    private async Task<bool> TrySayAsync()
    {
        var doubted = Interlocked.Exchange(ref doubts, false);

        // Each statement of a batch names the same customers again.
        var some = new HashSet<CustomerId>();
        while (some.Count < Announcement.MostWritten && written.Reader.TryRead(out var customer)) some.Add(customer);
        if (await TrySendAsync(New(doubted ? Word.Doubt : written.Reader.TryPeek(out _) ? Word.More : Word.Complete, some))) return true;

        Doubt();
        return false;
    }

    private async Task<bool> TrySendAsync(Announcement announcement)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await send(announcement, patience.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever it was, nobody heard it; readiness tells when the database is down.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
