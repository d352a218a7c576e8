using System.Collections.Concurrent;

namespace Freehold.Messaging;

/// <summary>Sends e-mails over SMTP and keeps connections open for the next ones.</summary>
internal sealed class SmtpSender : IMessageSender, IAsyncDisposable
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);

    private readonly MailOptions options;
    private readonly TimeProvider clock;
    private readonly MailAddress from;
    private readonly ITimer closing;
    private readonly ConcurrentStack<(SmtpConnection Connection, long Since)> idle = new();

    public SmtpSender(MailOptions options, TimeProvider clock)
    {
        (this.options, this.clock, from) = (options, clock, MailAddress.Parse(options.From!)!);
        closing = clock.CreateTimer(_ => _ = CloseIdleAsync(), null, LongestIdle, LongestIdle);
    }

    public MessageChannel Channel => MessageChannel.Email;

    public async Task SendAsync(RenderedMessage message, CancellationToken ct)
    {
        var to = MailAddress.Parse(message.To) ?? throw new MessageRefusedException("the recipient is no e-mail address");
        var mime = MimeMessage.Write(message, from, to, clock.GetUtcNow());
        var connection = await ConnectAsync(ct);
        try
        {
            await connection.SendAsync(from, to, mime, ct);
        }
        catch (Exception failure)
        {
            if (failure is MessageRefusedException) idle.Push((connection, clock.GetTimestamp()));
            else await connection.DisposeAsync();
            throw;
        }

        idle.Push((connection, clock.GetTimestamp()));
    }

    public async ValueTask DisposeAsync()
    {
        await closing.DisposeAsync();
        while (idle.TryPop(out var kept)) await kept.Connection.DisposeAsync();
    }

    private bool IsFresh(long since) => clock.GetElapsedTime(since) < LongestIdle;

    // Servers allow a client a few connections; after a burst nobody asks for the last ones again.
    private async Task CloseIdleAsync()
    {
        var (fresh, old) = (new Stack<(SmtpConnection, long)>(), new List<SmtpConnection>());
        while (idle.TryPop(out var kept))
        {
            if (IsFresh(kept.Since)) fresh.Push(kept);
            else old.Add(kept.Connection);
        }

        foreach (var kept in fresh) idle.Push(kept);
        foreach (var connection in old) await connection.DisposeAsync();
    }

    private async Task<SmtpConnection> ConnectAsync(CancellationToken ct)
    {
        while (idle.TryPop(out var kept))
        {
            var alive = false;
            try
            {
                alive = IsFresh(kept.Since) && await kept.Connection.IsAliveAsync(ct);
            }
            finally
            {
                if (!alive) await kept.Connection.DisposeAsync();
            }

            if (alive) return kept.Connection;
        }

        return await SmtpConnection.OpenAsync(options, options.ClientName ?? from.Domain, ct);
    }
}
