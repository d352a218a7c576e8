using System.Text.Json;
using Freehold.Storage;

namespace Freehold;

/// <summary>Messages leave through here: written in the transaction that gives rise to them, sent by a worker after the commit.</summary>
public sealed class Outbox(Secrets secrets) : IDisposable
{
    /// <summary>Whose messages those are that go to somebody without account, or to nobody; among each other they have no order.</summary>
    internal static CustomerId Strangers => default;

    private readonly SemaphoreSlim news = new(0);
    private int started;

    /// <summary>Writes a message; it leaves if and only if the unit of work commits, after those that the customer was written before.</summary>
    internal async Task EnqueueAsync(Session session, CustomerId customer, OutgoingMessage message, DateTimeOffset now, CancellationToken ct)
    {
        var content = secrets.Encrypt(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(message.Values), OutboxJson.Default.DictionaryStringString));
        var channel = message.Channel == MessageChannel.Sms ? "sms" : "email";
        int inserted;
        do
        {
            var id = Randomness.RowId(now);
            inserted = await session.ExecuteAsync(
                $"""
                INSERT INTO outbox (customer_id, message_id, channel, recipient, template, language, content, created_at, due_at, expires_at, tries, parked)
                VALUES ({customer}, COALESCE((SELECT MAX(message_id) + 1 FROM outbox WHERE customer_id = {customer} AND message_id >= {id}), {id}),
                    {channel}, {message.To}, {message.Template}, {message.Language}, {content}, {now}, {now}, {now + message.Lifetime}, 0, FALSE)
                ON CONFLICT DO NOTHING
                """,
                ct);
        }
        while (inserted == 0);

        Announce();
    }

    /// <summary>True for the first worker of this process.</summary>
    internal bool Start() => Interlocked.Exchange(ref started, 1) == 0;

    /// <summary>Wakes the worker.</summary>
    internal void Announce()
    {
        if (news.CurrentCount == 0) news.Release();
    }

    /// <summary>Waits until something was written, at most a while of real time; true when something was.</summary>
    internal Task<bool> WaitForNewsAsync(TimeSpan most, CancellationToken ct) => news.WaitAsync(most, ct);

    /// <inheritdoc/>
    public void Dispose() => news.Dispose();

    /// <summary>The clear values of a waiting message.</summary>
    internal Dictionary<string, string> Open(byte[] content) =>
        JsonSerializer.Deserialize(secrets.Decrypt(content), OutboxJson.Default.DictionaryStringString)!;
}
