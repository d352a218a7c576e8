using Freehold.Storage;

namespace Freehold;

/// <summary>A message as it waits.</summary>
internal sealed record WaitingMessage(
    CustomerId Customer, long Id, MessageChannel Channel, string To, string Template, string? Language, byte[] Content, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, int Tries);

/// <summary>The SQL of waiting messages. A sent or expired one is gone; a parked one stays for the operator until it expires.</summary>
internal static class OutboxQueries
{
    /// <summary>
    /// Claims messages that are due: until the lease ends nobody else gets them. A message waits for every earlier one of its
    /// customer; once one has failed, only those to the same recipient wait for it, so that a mailbox that never answers
    /// cannot hold back a notice to another. Customer 0 is many people, whose messages have no order.
    /// </summary>
    public static Task<List<WaitingMessage>> ClaimMessagesAsync(this Session session, int most, DateTimeOffset now, DateTimeOffset lease, CancellationToken ct) =>
        session.ListAsync(
            $"""
            WITH claimed AS MATERIALIZED (
                SELECT o.customer_id AS customer, o.message_id AS message FROM outbox o
                WHERE o.due_at <= {now} AND (o.customer_id = 0 OR NOT EXISTS (
                    SELECT 1 FROM outbox e
                    WHERE e.customer_id = o.customer_id AND e.message_id < o.message_id AND NOT e.parked
                        AND ((e.channel = o.channel AND e.recipient = o.recipient) OR (e.tries = 0 AND NOT EXISTS (
                            SELECT 1 FROM outbox f
                            WHERE f.customer_id = e.customer_id AND f.message_id < e.message_id AND NOT f.parked
                                AND f.tries > 0 AND f.channel = e.channel AND f.recipient = e.recipient)))))
                ORDER BY o.due_at LIMIT {most}{session.SkipLocked})
            UPDATE outbox SET due_at = {lease} FROM claimed WHERE customer_id = customer AND message_id = message
            RETURNING customer_id, message_id, channel, recipient, template, language, content, created_at, expires_at, tries
            """,
            row => new WaitingMessage(
                row.Customer(0), row.Long(1), row.Text(2) == "sms" ? MessageChannel.Sms : MessageChannel.Email, row.Text(3), row.Text(4), row.TextOrNull(5), row.Bytes(6), row.Time(7), row.Time(8), row.Int(9)),
            ct);

    /// <summary>Makes claimed messages due again, since whoever claimed them is gone.</summary>
    public static Task<int> ReleaseClaimsAsync(this Session session, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE outbox SET due_at = {now} WHERE due_at > {now} AND tries = 0 AND NOT parked", ct);

    /// <summary>Makes a message due now that still waits for the end of one claim.</summary>
    public static Task<int> GiveBackMessageAsync(this Session session, WaitingMessage message, DateTimeOffset claimedUntil, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE outbox SET due_at = {now} WHERE customer_id = {message.Customer} AND message_id = {message.Id} AND due_at = {claimedUntil}", ct);

    /// <summary>Removes a message that was sent or is worthless now, and everything it said with it.</summary>
    public static Task<int> RemoveMessageAsync(this Session session, WaitingMessage message, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM outbox WHERE customer_id = {message.Customer} AND message_id = {message.Id}", ct);

    /// <summary>Counts a failure and waits.</summary>
    public static Task<int> PostponeMessageAsync(this Session session, WaitingMessage message, DateTimeOffset until, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE outbox SET tries = tries + 1, due_at = {until} WHERE customer_id = {message.Customer} AND message_id = {message.Id}", ct);

    /// <summary>Lets a message wait that nothing can send yet. It counts as one failure, however often: those to others need not wait for it, and it is never given up.</summary>
    public static Task<int> KeepMessageAsync(this Session session, WaitingMessage message, DateTimeOffset until, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE outbox SET tries = CASE WHEN tries = 0 THEN 1 ELSE tries END, due_at = {until} WHERE customer_id = {message.Customer} AND message_id = {message.Id}", ct);

    /// <summary>Gives a message up; it is due again only when it has expired, to be removed.</summary>
    public static Task<int> ParkMessageAsync(this Session session, WaitingMessage message, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE outbox SET tries = tries + 1, parked = TRUE, due_at = expires_at WHERE customer_id = {message.Customer} AND message_id = {message.Id}", ct);

    /// <summary>Whether a message waits for its first attempt.</summary>
    public static async Task<bool> AnyUntriedMessageAsync(this Session session, CancellationToken ct) =>
        await session.FirstAsync($"SELECT 1 FROM outbox WHERE tries = 0 AND NOT parked LIMIT 1", row => row.Long(0), ct) == 1;
}
