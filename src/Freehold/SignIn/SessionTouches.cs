using System.Collections.Concurrent;
using System.Threading.Channels;
using Freehold.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Notes which sessions are in use, at most once an hour each unless they end sooner, and never while a request waits for it.</summary>
public sealed partial class SessionTouches(Database database, SignInOptions options, ILogger<SessionTouches> log) : BackgroundService
{
    private static readonly TimeSpan UsualStep = TimeSpan.FromHours(1);

    // A note that is lost because too many wait comes with the next request of its session.
    private readonly Channel<Touch> seen = Channel.CreateBounded<Touch>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly ConcurrentDictionary<(CustomerId, string), bool> waiting = new();

    /// <summary>No session that is used may end between two notes.</summary>
    private TimeSpan Step => options.IdleLifetime < 10 * UsualStep ? options.IdleLifetime / 10 : UsualStep;

    /// <summary>A session was found good.</summary>
    internal void Saw(Caller caller, DateTimeOffset seenAt, DateTimeOffset now)
    {
        if (now - seenAt < Step || !waiting.TryAdd((caller.Customer, caller.Session), true)) return;
        if (!seen.Writer.TryWrite(new Touch(caller.Customer, caller.Session, now))) waiting.TryRemove((caller.Customer, caller.Session), out _);
    }

    /// <summary>Writes down what waits.</summary>
    internal Task<int> WriteAsync(CancellationToken ct)
    {
        var some = new List<Touch>();
        while (some.Count < 256 && seen.Reader.TryRead(out var touch))
        {
            waiting.TryRemove((touch.Customer, touch.Session), out _);
            some.Add(touch);
        }

        return database.WriteAsync(
            async session =>
            {
                var written = 0;
                foreach (var touch in some) written += await session.TouchSessionAsync(touch.Customer, touch.Session, touch.At, Step, touch.At + options.IdleLifetime, ct);
                return written;
            },
            ct);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await seen.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailure(log, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Noting which sessions are in use failed; the next request notes it again.")]
    private static partial void LogFailure(ILogger log, Exception failure);

    private readonly record struct Touch(CustomerId Customer, string Session, DateTimeOffset At);
}
