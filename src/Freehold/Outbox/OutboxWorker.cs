using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Freehold.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>
/// Sends what waits in the outbox, outside of any transaction: claim with a lease, send, record how it went. A crash in
/// between means that the message is sent again with the same id, never that it is lost. Any number of workers may run.
/// Moments come from the clock that the application lives by; waiting is done in real time, since that clock may stand still.
/// </summary>
internal sealed partial class OutboxWorker(
    Database database, Outbox outbox, MessageTemplates templates, MessageSenders senders, MessageOptions options, Workspace workspace, TimeProvider clock, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>How long a message waits that nothing can send: senders are configured at the next start.</summary>
    private static readonly TimeSpan WithoutSender = TimeSpan.FromMinutes(5);

    // Longer than an attempt may take, so that nobody claims what is still on its way.
    private readonly TimeSpan lease = TimeSpan.FromSeconds(options.SendSeconds + 10);
    private readonly ConcurrentDictionary<(CustomerId, long), Task> onTheirWay = new();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!senders.Reaches(MessageChannel.Email)) LogNoMail();

        // Nobody but this process works on an embedded database: what is claimed was claimed by one that ended.
        if (outbox.Start() && !database.IsShared) await ReleaseClaimsAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = ShortestPause;
        try
        {
            while (true)
            {
                pause = await ClaimAsync(stoppingToken) ? ShortestPause : Min(pause * 2, LongestPause);

                // News arrive before the writer's commit: where it cannot be seen yet, the next pauses are short.
                if (await outbox.WaitForNewsAsync(pause, stoppingToken)) pause = ShortestPause / 2;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(onTheirWay.Values);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task ReleaseClaimsAsync(CancellationToken ct)
    {
        try
        {
            await database.WriteAsync(session => session.ReleaseClaimsAsync(clock.GetUtcNow(), ct), ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // They end by themselves, with their lease.
            LogDatabaseFailed(failure);
        }
    }

    private async Task<bool> ClaimAsync(CancellationToken ct)
    {
        var places = options.AtOnce - onTheirWay.Count;
        if (places <= 0) return false;

        List<WaitingMessage> claimed;
        var now = clock.GetUtcNow();
        try
        {
            claimed = await database.WriteAsync(session => session.ClaimMessagesAsync(places, now, now + lease, ct), ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogDatabaseFailed(failure);
            return false;
        }

        var started = false;
        foreach (var message in claimed)
        {
            var done = new TaskCompletionSource();
            var key = (message.Customer, message.Id);
            if (onTheirWay.GetOrAdd(key, done.Task) is var earlier && earlier != done.Task)
            {
                // The clock was moved past the lease, or past the pause before anybody had noted that the attempt is over.
                _ = GiveBackAsync(message, now + lease, earlier);
                continue;
            }

            _ = Task.Run(() => HandleAsync(message, done), CancellationToken.None);
            started = true;
        }

        return started;
    }

    private async Task HandleAsync(WaitingMessage message, TaskCompletionSource done)
    {
        try
        {
            var record = await TrySendAsync(message);
            await database.WriteAsync(session => record(session), CancellationToken.None);
        }
        catch (Exception failure)
        {
            // It comes again when the lease has ended.
            LogDatabaseFailed(failure);
        }

        onTheirWay.TryRemove((message.Customer, message.Id), out _);
        done.SetResult();
        outbox.Announce();
    }

    // Without this the message would wait for the end of a lease that nobody uses.
    private async Task GiveBackAsync(WaitingMessage message, DateTimeOffset claimedUntil, Task earlier)
    {
        await earlier;
        try
        {
            await database.WriteAsync(session => session.GiveBackMessageAsync(message, claimedUntil, clock.GetUtcNow(), CancellationToken.None), CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogDatabaseFailed(failure);
        }

        outbox.Announce();
    }

    // Answers how the attempt is to be recorded.
    private async Task<Func<Session, Task<int>>> TrySendAsync(WaitingMessage message)
    {
        if (clock.GetUtcNow() >= message.ExpiresAt)
        {
            // What was written to nobody was never to be sent, and is no loss that anybody need hear of.
            if (message.To.Length > 0) LogExpired(message.Id, message.Template);
            return session => session.RemoveMessageAsync(message, CancellationToken.None);
        }

        if (!senders.Reaches(message.Channel)) return session => session.KeepMessageAsync(message, Until(message, WithoutSender), CancellationToken.None);

        try
        {
            var sender = senders.For(message.Channel);
            var rendered = templates.Render(message, outbox.Open(message.Content), await workspace.SettingsAsync(CancellationToken.None));
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.SendSeconds));
            await sender.SendAsync(rendered, limit.Token).WaitAsync(limit.Token);
            return session => session.RemoveMessageAsync(message, CancellationToken.None);
        }
        catch (MessageRefusedException refused)
        {
            LogRefused(message.Id, message.Template, message.Channel, refused.Message);
            return session => session.ParkMessageAsync(message, CancellationToken.None);
        }
        catch (Exception bug) when (bug is MessageTemplateException or CryptographicException or JsonException)
        {
            LogUnusable(bug, message.Id, message.Template);
            return session => session.ParkMessageAsync(message, CancellationToken.None);
        }
        catch (Exception failure) when (message.Tries + 1 >= options.MostTries)
        {
            LogGivenUp(failure, message.Id, message.Template, message.Channel, message.Tries + 1);
            return session => session.ParkMessageAsync(message, CancellationToken.None);
        }
        catch (Exception failure)
        {
            var wait = PauseAfter(message.Tries);
            LogFailed(message.Id, message.Template, message.Channel, failure.GetType().Name, failure.Message, (int)wait.TotalSeconds);
            return session => session.PostponeMessageAsync(message, Until(message, wait), CancellationToken.None);
        }
    }

    // What expires before its next attempt is looked at then, so that nothing it says outlives it.
    private DateTimeOffset Until(WaitingMessage message, TimeSpan wait) => clock.GetUtcNow() + wait is var next && next < message.ExpiresAt ? next : message.ExpiresAt;

    // Exponential, with a quarter of jitter, so that what failed together does not come back together.
    private TimeSpan PauseAfter(int failures)
    {
        var seconds = Math.Min(options.FirstRetrySeconds * Math.Pow(2, Math.Min(failures, 30)), options.LongestRetrySeconds);
        return TimeSpan.FromSeconds(seconds * (0.75 + (RandomNumberGenerator.GetInt32(1000) / 4000.0)));
    }

    [LoggerMessage(LogLevel.Warning, "No mail server is configured (Freehold:Mail:Host): e-mails wait until one is, or expire.")]
    private partial void LogNoMail();

    [LoggerMessage(LogLevel.Error, "The outbox could not reach the database; it tries again.")]
    private partial void LogDatabaseFailed(Exception failure);

    [LoggerMessage(LogLevel.Information, "Message {Id} ({Template}) expired before it could be sent.")]
    private partial void LogExpired(long id, string template);

    [LoggerMessage(LogLevel.Warning, "Message {Id} ({Template}, {Channel}) was refused for good: {Reason}.")]
    private partial void LogRefused(long id, string template, MessageChannel channel, string reason);

    [LoggerMessage(LogLevel.Error, "Message {Id} ({Template}) cannot be rendered and is parked.")]
    private partial void LogUnusable(Exception bug, long id, string template);

    [LoggerMessage(LogLevel.Error, "Message {Id} ({Template}, {Channel}) is parked after {Tries} attempts.")]
    private partial void LogGivenUp(Exception failure, long id, string template, MessageChannel channel, int tries);

    [LoggerMessage(LogLevel.Warning, "Message {Id} ({Template}, {Channel}) could not be sent, {Failure}: {Reason}; next attempt in {Seconds} s.")]
    private partial void LogFailed(long id, string template, MessageChannel channel, string failure, string reason, int seconds);
}
