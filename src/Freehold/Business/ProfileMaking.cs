using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of profiles without account.</summary>
internal static class ProfileMaking
{
    /// <summary>Makes a profile that nothing is known of.</summary>
    public static async Task<Account> MakeProfileAsync(this Session session, DateTimeOffset now, CancellationToken ct)
    {
        var profile = await session.MakeAccountAsync(registered: false, now, ct);
        await session.RecordEventAsync(profile.Id, EventAction.Added, now, ct);
        return profile;
    }

    /// <summary>Makes a profile with a contact address; null when the address has a profile or a proved account already.</summary>
    public static async Task<Account?> MakeProfileAsync(this Session session, EmailAddress address, DateTimeOffset now, CancellationToken ct)
    {
        var profile = await session.MakeProfileAsync(now, ct);
        if (await session.HasProvedAccountAsync(address, ct) || !await session.ClaimAsync(IdentifierKind.Contact, address.Folded, profile.Id, now, ct))
        {
            await session.UnmakeAccountAsync(profile, ct);
            return null;
        }

        profile.Email = address.Text;
        await session.RecordEventAsync(profile.Id, EventAction.Identified, now, ct);
        await session.SaveAccountAsync(profile, now, ct);
        return profile;
    }

    /// <summary>Takes back what was made in this unit of work and refused in the end: a failure commits.</summary>
    public static async Task UnmakeAccountAsync(this Session session, Account account, CancellationToken ct)
    {
        await session.DropIdentifiersAsync(account, exceptLogin: null, ct);
        await session.ForgetUpdatesAsync(account.Id, ct);
        await session.ExecuteAsync($"DELETE FROM event WHERE customer_id = {account.Id}", ct);
        await session.ExecuteAsync($"DELETE FROM directory WHERE customer_id = {account.Id}", ct);
        await session.ExecuteAsync($"DELETE FROM account WHERE customer_id = {account.Id}", ct);
    }

    /// <summary>Whether an address is the login of an account that proved it.</summary>
    public static async Task<bool> HasProvedAccountAsync(this Session session, EmailAddress address, CancellationToken ct) =>
        await session.FindCustomerAsync(IdentifierKind.Login, address.Folded, ct) is { } holder
        && await session.FindAccountAsync(holder, ct) is { } account && account.EmailVerified && account.FoldedEmail == address.Folded;
}
