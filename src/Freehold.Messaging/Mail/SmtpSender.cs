using System.Collections.Concurrent;

namespace Freehold.Messaging;

/// <summary>Sends e-mails over SMTP and keeps connections open for the next ones.</summary>
internal sealed class SmtpSender(MailOptions options, TimeProvider clock) : IMessageSender, IAsyncDisposable
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);

    private readonly MailAddress from = MailAddress.Parse(options.From!)!;
    private readonly ConcurrentStack<(SmtpConnection Connection, long Since)> idle = new();

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
        while (idle.TryPop(out var kept)) await kept.Connection.DisposeAsync();
    }

    private async Task<SmtpConnection> ConnectAsync(CancellationToken ct)
    {
        while (idle.TryPop(out var kept))
        {
            var alive = false;
            try
            {
                alive = clock.GetElapsedTime(kept.Since) < LongestIdle && await kept.Connection.IsAliveAsync(ct);
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
