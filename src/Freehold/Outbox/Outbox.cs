using System.Text.Json;
using Freehold.Storage;

namespace Freehold;

/// <summary>Messages leave through here: written in the transaction that gives rise to them, sent by a worker after the commit.</summary>
public sealed class Outbox(Secrets secrets) : IDisposable
{
    private readonly SemaphoreSlim news = new(0);

    /// <summary>Writes a message; it leaves if and only if the unit of work commits.</summary>
    internal async Task EnqueueAsync(Session session, CustomerId customer, OutgoingMessage message, DateTimeOffset now, CancellationToken ct)
    {
        var content = secrets.Encrypt(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(message.Values), OutboxJson.Default.DictionaryStringString));
        await session.ExecuteAsync(
            $"""
            INSERT INTO outbox (customer_id, message_id, channel, recipient, template, language, content, created_at, due_at, expires_at, tries)
            VALUES ({customer}, {Randomness.RowId(now)}, {(message.Channel == MessageChannel.Sms ? "sms" : "email")}, {message.To}, {message.Template}, {message.Language}, {content}, {now}, {now}, {now + message.Lifetime}, 0)
            """,
            ct);
        if (news.CurrentCount == 0) news.Release();
    }

    /// <summary>Waits until something was written, at most a while.</summary>
    internal Task WaitForNewsAsync(TimeSpan most, CancellationToken ct) => news.WaitAsync(most, ct);

    /// <inheritdoc/>
    public void Dispose() => news.Dispose();

    /// <summary>The clear values of a waiting message.</summary>
    internal Dictionary<string, string> Open(byte[] content) =>
        JsonSerializer.Deserialize(secrets.Decrypt(content), OutboxJson.Default.DictionaryStringString)!;
}
