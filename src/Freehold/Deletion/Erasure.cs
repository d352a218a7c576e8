using System.Globalization;
using System.Security.Cryptography;
using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Erases an account in the caller's unit of work. What outlives it (events, the ledger of agreements) stays under one random
/// negative number; orders are the shop's books and stay as they are.
/// </summary>
public sealed class Erasure(Outbox outbox, Secrets secrets)
{
    /// <summary>What is kept to apply the erasure again after a restore: nothing can be read out of it.</summary>
    internal byte[] AccountHash(CustomerId customer) => secrets.Hash("erased", customer.ToString());

    /// <summary>Erases; afterwards only the receipt, which leaves with the next messages, still knows an address.</summary>
    /// <param name="receipt">Whether the customer is told; not when an erasure is applied again.</param>
    /// <returns>The numbers of whom an older database would bring back: the account, and the profiles that became part of it.</returns>
    internal async Task<CustomerId[]> EraseAsync(Session session, Account account, bool receipt, DateTimeOffset now, CancellationToken ct)
    {
        CustomerId[] erased = [account.Id, .. await session.ListPreviousAsync(account.Id, ct)];
        var pseudonym = Pseudonym();
        await session.AnonymiseUpdatesAsync(account.Id, pseudonym, ct);
        foreach (var table in CustomerTables.All)
            if (table.Erased == Fate.Delete) await session.ExecuteAsync($"DELETE FROM {table.Name} WHERE customer_id = {account.Id}", ct);
        await session.DropIdentifiersAsync(account, exceptLogin: null, ct);
        await session.ExecuteAsync($"UPDATE event SET customer_id = {pseudonym}, label = action, params = NULL WHERE customer_id = {account.Id}", ct);

        // Where a record came from and which text it was about may be another system's words (an import's), and name anybody.
        await session.ExecuteAsync($"UPDATE agreement_record SET customer_id = {pseudonym}, source = '', client_address = NULL, text_version = NULL WHERE customer_id = {account.Id}", ct);

        // Messages that were written before the address had an account, such as the answer to a registration attempt.
        foreach (var address in new[] { account.Email, account.VerifiedEmail, account.Phone })
            if (address is not null) await session.ExecuteAsync($"DELETE FROM outbox WHERE customer_id = 0 AND recipient = {address}", ct);

        foreach (var customer in erased) await RememberAsync(session, AccountHash(customer), now, ct);
        if (receipt) await SendReceiptAsync(session, account, now, ct);
        return erased;
    }

    /// <summary>Keeps the hash of an erased account.</summary>
    internal static Task RememberAsync(Session session, byte[] hash, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync($"INSERT INTO erased (account_hash, at) VALUES ({hash}, {now}) ON CONFLICT (account_hash) DO NOTHING", ct);

    private async Task SendReceiptAsync(Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        if ((account.VerifiedEmail ?? account.Email) is not { } address) return;

        // Not under the pseudonym: the address beside it would tell whose events those are.
        var values = new Dictionary<string, string> { ["account"] = account.Id.ToString(), ["at"] = now.ToString("u", CultureInfo.InvariantCulture) };
        await outbox.EnqueueAsync(session, Outbox.Strangers, new OutgoingMessage(MessageChannel.Email, address, MessageTemplate.DeletionReceipt, values) { Language = account[ProfileField.LanguageId] }, now, ct);
    }

    private static long Pseudonym()
    {
        Span<byte> random = stackalloc byte[8];
        RandomNumberGenerator.Fill(random);
        return -1 - (BitConverter.ToInt64(random) & ((1L << 53) - 2));
    }
}
