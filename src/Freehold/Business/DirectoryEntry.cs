using System.Buffers.Binary;
using System.Text;
using Freehold.Storage;

namespace Freehold;

/// <summary>What the lists of the business side know of an account.</summary>
/// <param name="IsListed">False for an account that looks deleted.</param>
internal readonly record struct DirectoryEntry(bool IsListed, bool IsRecognized, string? Email, string? PhoneDigits, string? FirstName, string? LastName, string? City)
{
    public static DirectoryEntry Of(Account account) => new(
        account.Standing != Standing.Leaving,
        account.IsRecognized,
        account.Email,
        account.PhoneDigits,
        account[ProfileField.FirstName],
        account[ProfileField.LastName],
        account[ProfileField.City]);
}

/// <summary>The bytes that a listed value is sorted and searched by.</summary>
internal static class DirectoryKey
{
    /// <summary>Longer texts are told apart by their customer's number.</summary>
    private const int MostBytes = 128;

    /// <summary>The key of a text, folded so that case does not matter; empty for none.</summary>
    public static byte[] Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        var bytes = Encoding.UTF8.GetBytes(Folding.Fold(text));
        return bytes.Length <= MostBytes ? bytes : bytes[..MostBytes];
    }

    /// <summary>The key of an e-mail address, which folds by rules of its own.</summary>
    public static byte[] OfEmail(string? email) => Of(EmailAddress.Parse(email, "email").Is(out var address, out _) ? address.Folded : email);

    /// <summary>The key of a moment: its milliseconds since 1970, which need six bytes; those before have no key of their own.</summary>
    public static byte[] Of(DateTimeOffset moment)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, moment.ToUnixTimeMilliseconds()));
        return bytes[2..];
    }

    /// <summary>What no key begins with: no UTF-8 has this byte.</summary>
    public static byte[] Nowhere => [0xFF];

    /// <summary>Where the keys that begin with a prefix end.</summary>
    public static byte[] After(byte[] prefix) => [.. prefix, 0xFF];
}

/// <summary>The SQL that keeps the directory in step with the accounts.</summary>
internal static class DirectoryQueries
{
    /// <summary>Writes the account's entry where it differs from what was read.</summary>
    public static async Task KeepListedAsync(this Session session, Account account, CancellationToken ct)
    {
        var entry = DirectoryEntry.Of(account);
        if (entry == account.Listed) return;

        var before = account.Listed;
        account.Listed = entry;
        if (!entry.IsListed) await session.ExecuteAsync($"DELETE FROM directory WHERE customer_id = {account.Id}", ct);
        else if (!await session.TryChangeAsync(account, before, entry, ct)) await session.WriteAsync(account, entry, ct);
    }

    /// <summary>Writes the entries of accounts that have none yet.</summary>
    public static async Task KeepListedAsync(this Session session, List<Account> accounts, CancellationToken ct)
    {
        foreach (var (begin, count) in SqlRows.Groups(accounts.Count))
        {
            var rows = new SqlRows(count, (row, i) =>
            {
                var account = accounts[begin + i];
                var entry = DirectoryEntry.Of(account);
                row.Add(account.Id).Add(entry.IsRecognized).Add(DirectoryKey.OfEmail(entry.Email)).Add(DirectoryKey.Of(entry.PhoneDigits))
                    .Add(DirectoryKey.Of(entry.FirstName)).Add(DirectoryKey.Of(entry.LastName)).Add(DirectoryKey.Of(entry.City)).Add(DirectoryKey.Of(account.CreatedAt));
            });
            await session.ExecuteAsync($"INSERT INTO directory (customer_id, recognized, email, phone, first_name, last_name, city, created) VALUES {rows}", ct);
        }
    }

    /// <summary>Writes what differs alone; false where the entry must be written whole.</summary>
    private static async Task<bool> TryChangeAsync(this Session session, Account account, DirectoryEntry? before, DirectoryEntry entry, CancellationToken ct) =>
        before is { IsListed: true } stood && stood.IsRecognized == entry.IsRecognized
        && await session.ExecuteAsync($"UPDATE directory SET {new DirectoryChange(stood, entry)} WHERE customer_id = {account.Id}", ct) == 1;

    private static Task<int> WriteAsync(this Session session, Account account, DirectoryEntry entry, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO directory (customer_id, recognized, email, phone, first_name, last_name, city, created)
            VALUES ({account.Id}, {entry.IsRecognized}, {DirectoryKey.OfEmail(entry.Email)}, {DirectoryKey.Of(entry.PhoneDigits)},
                {DirectoryKey.Of(entry.FirstName)}, {DirectoryKey.Of(entry.LastName)}, {DirectoryKey.Of(entry.City)}, {DirectoryKey.Of(account.CreatedAt)})
            ON CONFLICT (customer_id) DO UPDATE SET recognized = excluded.recognized, email = excluded.email, phone = excluded.phone,
                first_name = excluded.first_name, last_name = excluded.last_name, city = excluded.city
            """,
            ct);
}
