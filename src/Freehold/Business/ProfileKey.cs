using System.Globalization;
using Freehold.Storage;

namespace Freehold;

/// <summary>What the business side names a profile by.</summary>
public abstract record ProfileKey
{
    private ProfileKey()
    {
    }

    /// <summary>Its number, or that of a profile that was merged into it.</summary>
    public sealed record Id(CustomerId Customer) : ProfileKey;

    /// <summary>Its address: a profile without account first, else the account.</summary>
    public sealed record Email(EmailAddress Address) : ProfileKey;

    /// <summary>The workspace's own number.</summary>
    public sealed record CustomId(string Value) : ProfileKey;

    /// <summary>A uuid of a device; for reading only, since customers supply it.</summary>
    public sealed record Uuid(string Value) : ProfileKey;

    /// <summary>Its phone; for reading only, since many may have the same.</summary>
    public sealed record Phone(Freehold.Phone Number) : ProfileKey;
}

/// <summary>The SQL of finding a profile.</summary>
internal static class ProfileKeyQueries
{
    /// <summary>The profile to read; null when there is none, or it looks deleted.</summary>
    public static async Task<Account?> FindProfileAsync(this Session session, ProfileKey key, CancellationToken ct)
    {
        var account = key switch
        {
            ProfileKey.Id id => await session.FindAccountAsync(id.Customer, ct) ?? await FindAsync(session, await session.FindCurrentAsync(id.Customer, ct), ct),
            ProfileKey.Email email => await FindAsync(session, await session.FindByAddressAsync(email.Address, ct), ct),
            ProfileKey.CustomId customId => await FindAsync(session, await session.FindCustomerAsync(IdentifierKind.CustomId, customId.Value, ct), ct),
            ProfileKey.Uuid uuid => await FindAsync(session, await session.FindCustomerAsync(IdentifierKind.Uuid, uuid.Value, ct), ct),
            ProfileKey.Phone phone => await FindAsync(session, await session.FindCustomerAsync(IdentifierKind.ProvedPhone, phone.Number.Digits, ct) ?? await session.FindByPhoneAsync(phone.Number, ct), ct),
            _ => throw new InvalidOperationException("No such key."),
        };
        return account is { Standing: not Standing.Leaving } ? account : null;
    }

    /// <summary>The profile to write, which nobody else changes until the unit of work ends; null when there is none.</summary>
    /// <remarks>An account whose mailbox was not proved is not found by its address: whoever typed it first does not own it.</remarks>
    public static async Task<Account?> LockProfileAsync(this Session session, ProfileKey key, CancellationToken ct)
    {
        var found = await session.FindNamedAsync(key, ct);
        while (found is { } named)
        {
            if (await session.LockAccountAsync(named, ct) is { } account)
                return account.Standing == Standing.Leaving || (key is ProfileKey.Email && account is { Registered: true, EmailVerified: false }) ? null : account;

            // While this waited for it, it may have become part of another one.
            found = await session.FindNamedAsync(key, ct) is { } now && now != named ? now : null;
        }

        return null;
    }

    /// <summary>Holds the profiles that keys name until the unit of work ends, in the order of their numbers.</summary>
    public static async Task HoldAsync(this Session session, IEnumerable<ProfileKey> keys, CancellationToken ct)
    {
        if (session.Locked.Text.Length == 0) return;

        var numbers = new SortedSet<long>();
        foreach (var key in keys)
            if (await session.FindNamedAsync(key, ct) is { } found) numbers.Add(found.Value);
        await session.HoldAsync([.. numbers], ct);
    }

    /// <summary>Holds profiles until the unit of work ends. Whoever does so in the order of their numbers waits for others who do, and never in a circle.</summary>
    /// <param name="numbers">In their order.</param>
    public static async Task HoldAsync(this Session session, List<long> numbers, CancellationToken ct)
    {
        // Where there is one writer nobody else writes meanwhile.
        if (session.Locked.Text.Length == 0) return;
        foreach (var (begin, count) in SqlRows.Groups(numbers.Count))
        {
            var group = new SqlRows(count, (row, i) => row.Add(numbers[begin + i]));
            await session.ListAsync($"SELECT a.customer_id FROM (VALUES {group}) AS w JOIN account a ON a.customer_id = w.column1 ORDER BY a.customer_id{session.Locked}", row => row.Long(0), ct);
        }
    }

    /// <summary>The profile without account that has an address.</summary>
    public static Task<CustomerId?> FindContactAsync(this Session session, EmailAddress address, CancellationToken ct) =>
        session.FindCustomerAsync(IdentifierKind.Contact, address.Folded, ct);

    /// <summary>Whose address it is: a profile without account first, else whoever signs in with it.</summary>
    private static Task<CustomerId?> FindByAddressAsync(this Session session, EmailAddress address, CancellationToken ct) =>
        session.FirstAsync<CustomerId?>(
            $"""
            SELECT customer_id FROM identifier
            WHERE kind IN ({(long)IdentifierKind.Contact}, {(long)IdentifierKind.Login}) AND value = {address.Folded} AND reserved_until IS NULL
            ORDER BY kind DESC LIMIT 1
            """,
            row => row.Customer(0),
            ct);

    /// <summary>The first of those that nothing but their phone is known of: one with an account, an address or a custom id is somebody who could object.</summary>
    public static Task<CustomerId?> FindByPhoneAloneAsync(this Session session, Phone phone, CancellationToken ct) =>
        session.FirstAsync<CustomerId?>($"SELECT customer_id FROM directory WHERE phone = {DirectoryKey.Of(phone.Digits)} AND NOT recognized ORDER BY customer_id LIMIT 1", row => row.Customer(0), ct);

    /// <summary>The first profile that has a phone, proved or not.</summary>
    private static Task<CustomerId?> FindByPhoneAsync(this Session session, Phone phone, CancellationToken ct) =>
        session.FirstAsync<CustomerId?>($"SELECT customer_id FROM directory WHERE phone = {DirectoryKey.Of(phone.Digits)} ORDER BY customer_id LIMIT 1", row => row.Customer(0), ct);

    /// <summary>Into which profile another one was merged; null when it was not.</summary>
    public static Task<CustomerId?> FindCurrentAsync(this Session session, CustomerId previous, CancellationToken ct) =>
        session.FindCustomerAsync(IdentifierKind.Previous, previous.Value.ToString(CultureInfo.InvariantCulture), ct);

    /// <summary>The numbers of the profiles that were merged into an account.</summary>
    public static Task<List<CustomerId>> ListPreviousAsync(this Session session, CustomerId account, CancellationToken ct) =>
        session.ListAsync(
            $"SELECT value FROM identifier WHERE customer_id = {account} AND apart AND kind = {(long)IdentifierKind.Previous}",
            row => new CustomerId(long.Parse(row.Text(0), NumberStyles.None, CultureInfo.InvariantCulture)),
            ct);

    /// <summary>Whose a key for writing is.</summary>
    private static async Task<CustomerId?> FindNamedAsync(this Session session, ProfileKey key, CancellationToken ct) => key switch
    {
        ProfileKey.Id id => await session.FindCurrentAsync(id.Customer, ct) ?? id.Customer,
        ProfileKey.Email email => await session.FindByAddressAsync(email.Address, ct),
        ProfileKey.CustomId customId => await session.FindCustomerAsync(IdentifierKind.CustomId, customId.Value, ct),
        _ => throw new InvalidOperationException("What customers supply is no key for writing."),
    };

    private static async Task<Account?> FindAsync(Session session, CustomerId? customer, CancellationToken ct) =>
        customer is { } found ? await session.FindAccountAsync(found, ct) : null;
}
