using System.Globalization;
using System.Text.Json;
using Freehold.Storage;

namespace Freehold;

/// <summary>
/// A profile that the business side keeps under an address becomes part of the account whose customer proved the mailbox:
/// the account's number and values win, the profile's fill what is empty, and its number still finds the account.
/// </summary>
internal static class ProfileMerge
{
    /// <summary>Merges the profile of an address, if there is one, into a locked account (saved by the caller).</summary>
    /// <param name="agreementsAreTheirs">Whether what stands among the account's agreements was said by the mailbox's holder, so that it wins.</param>
    public static async Task MergeContactAsync(this Session session, Account account, EmailAddress address, bool agreementsAreTheirs, DateTimeOffset now, CancellationToken ct) =>
        await session.MergeAsync(account, await session.FindContactAsync(address, ct), agreementsAreTheirs, now, ct);

    /// <summary>Merges the profile that got the account's custom id while the account was not found by it, if there is one, into a locked account (saved by the caller). One with an address that the account has not proved may be somebody else's.</summary>
    public static async Task MergeNumberedAsync(this Session session, Account account, string customId, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.FindCustomerAsync(IdentifierKind.CustomId, customId, ct) is not { } found || await session.LockAccountAsync(found, ct) is not { } profile) return;
        if (profile.Email is null || account.HasProved(profile.Email)) await session.MergeAsync(account, found, agreementsAreTheirs: true, now, ct);
    }

    private static async Task MergeAsync(this Session session, Account account, CustomerId? other, bool agreementsAreTheirs, DateTimeOffset now, CancellationToken ct)
    {
        if (other is not { } found || found == account.Id || await session.LockAccountAsync(found, ct) is not { Registered: false } profile) return;

        for (var field = 0; field < ProfileFields.Count; field++) account[(ProfileField)field] ??= profile[(ProfileField)field];
        account.Attributes = Union(profile.Attributes, account.Attributes);
        account.Tags = UnionOfTags(account.Tags, profile.Tags);
        if (account.Phone is null) (account.Phone, account.PhoneDigits) = (profile.Phone, profile.PhoneDigits);
        account.Agreements |= profile.Agreements & ~(agreementsAreTheirs ? await SaidAsync(session, account.Id, ct) : Agreements.None);

        await MoveRowsAsync(session, profile.Id, account.Id, ct);
        await MoveIdentifiersAsync(session, profile, account, now, ct);
        await session.UnmakeAccountAsync(profile, ct);
    }

    /// <summary>What the ledger holds of a customer, yes or no.</summary>
    private static async Task<Agreements> SaidAsync(Session session, CustomerId customer, CancellationToken ct)
    {
        var said = Agreements.None;
        foreach (var purpose in await session.ListAsync($"SELECT DISTINCT purpose FROM agreement_record WHERE customer_id = {customer}", row => row.Text(0), ct)) said |= AgreementQueries.OfPurpose(purpose);
        return said;
    }

    private static async Task MoveRowsAsync(Session session, CustomerId from, CustomerId to, CancellationToken ct)
    {
        await session.ExecuteAsync(
            $"""
            INSERT INTO event (customer_id, event_id, at, action, label, params) SELECT {to}, event_id, at, action, label, params FROM event WHERE customer_id = {from}
            ON CONFLICT (customer_id, event_id) DO NOTHING
            """,
            ct);
        await session.MoveUpdatesAsync(from, to, ct);
        await session.ExecuteAsync(
            $"""
            INSERT INTO agreement_record (customer_id, record_id, purpose, granted, at, source, client_address, text_version)
            SELECT {to}, record_id, purpose, granted, at, source, client_address, text_version FROM agreement_record WHERE customer_id = {from}
            ON CONFLICT (customer_id, record_id) DO NOTHING
            """,
            ct);
        await session.ExecuteAsync(
            $"""
            INSERT INTO membership (customer_id, group_id, list_id, position) SELECT {to}, group_id, list_id, position FROM membership WHERE customer_id = {from}
            ON CONFLICT (customer_id, group_id) DO NOTHING
            """,
            ct);
        await session.ExecuteAsync(
            $"UPDATE address SET customer_id = {to}, address_id = address_id + COALESCE((SELECT MAX(address_id) FROM address WHERE customer_id = {to}), 0) WHERE customer_id = {from}", ct);
        await session.ExecuteAsync($"UPDATE customer_order SET customer_id = {to} WHERE customer_id = {from}", ct);
        await session.ExecuteAsync($"DELETE FROM agreement_record WHERE customer_id = {from}", ct);
        await session.ExecuteAsync($"DELETE FROM membership WHERE customer_id = {from}", ct);
    }

    private static async Task MoveIdentifiersAsync(Session session, Account profile, Account account, DateTimeOffset now, CancellationToken ct)
    {
        if (account.CustomId is null && profile.CustomId is { } customId)
        {
            await session.SeizeAsync(IdentifierKind.CustomId, customId, account.Id, ct);
            account.CustomId = customId;
        }

        // One profile may own many uuids; what was merged into the profile before follows too.
        await session.SeizeFurtherUuidAsync(profile.Uuid, account.Id, ct);
        await session.ExecuteAsync($"UPDATE identifier SET customer_id = {account.Id} WHERE customer_id = {profile.Id} AND apart AND kind = {(long)IdentifierKind.Previous}", ct);
        await session.ClaimAsync(IdentifierKind.Previous, profile.Id.Value.ToString(CultureInfo.InvariantCulture), account.Id, now, ct);
    }

    /// <summary>Both objects' members; those of the second win.</summary>
    private static string? Union(string? first, string? second)
    {
        if (second is null) return first;
        using var document = JsonDocument.Parse(second);
        return CustomAttributes.Merge(first, document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => (string?)member.Value.GetRawText()));
    }

    private static string? UnionOfTags(string? first, string? second)
    {
        if (first is null || second is null) return first ?? second;
        using var own = JsonDocument.Parse(first);
        using var other = JsonDocument.Parse(second);
        var tags = own.RootElement.EnumerateArray().Concat(other.RootElement.EnumerateArray()).DistinctBy(tag => tag.GetString()).Select(tag => tag.GetRawText());
        return $"[{string.Join(',', tags)}]";
    }
}
