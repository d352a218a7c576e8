using Freehold.Storage;

namespace Freehold;

/// <summary>What proving a mailbox from outside does.</summary>
public enum OutsideProof
{
    /// <summary>Nothing is lost: the mailbox was proved before.</summary>
    Harmless,
    /// <summary>What was set in the account before goes.</summary>
    Discards,
    /// <summary>The mailbox gets a new, empty account of its own.</summary>
    Detaches,
}

/// <summary>What a mailed link would do; looking changes nothing.</summary>
/// <param name="Purpose">One of <see cref="LinkPurpose"/>.</param>
/// <param name="Target">The address or phone that it went to.</param>
/// <param name="IsExpired">Whether its time is over.</param>
/// <param name="IsInside">Whether whoever looks is signed in to the account.</param>
/// <param name="HasPassword">Whether the account has a password that can be typed.</param>
/// <param name="Outside">What a proof from outside does.</param>
/// <param name="Language">The language of the account; null where it has none.</param>
/// <param name="PasswordContext">What a password that the link sets must not be made of.</param>
public sealed record MailedLink(string Purpose, string Target, bool IsExpired, bool IsInside, bool HasPassword, OutsideProof Outside, string? Language, PasswordContext PasswordContext);

/// <summary>Looking at mailed links.</summary>
public sealed class MailedLinks(Database database, TimeProvider clock)
{
    /// <summary>What the link of a token would do; null when it is unknown, used, or no longer fits the account.</summary>
    /// <param name="caller">The cookie session of whoever looks, if there is one.</param>
    public Task<MailedLink?> LookAsync(LinkToken token, Caller? caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync(
            async session =>
            {
                if (await session.FindLinkAsync(token, ct) is not { } link || await session.FindAccountAsync(token.Customer, ct) is not { } account || !Fits(link, account)) return null;

                var inside = caller?.Customer == account.Id && await session.ReadAccountAsync(caller, now, ct) is not null;
                var hasPassword = await session.FindHashAsync(account.Id, ct) is not null;
                var outside = OutsideProofOf(account, link.Target);

                // Where what stands in the account goes or stays with somebody else, nothing of it may show, not even by a refusal.
                var context = inside || outside == OutsideProof.Harmless ? account.PasswordContext : new PasswordContext { Email = link.Target };
                return new MailedLink(link.Purpose, link.Target, link.ExpiresAt <= now, inside, hasPassword, outside, account[ProfileField.LanguageId], context);
            },
            ct);
    }

    /// <summary>Whether the account is still such that the link means something.</summary>
    private static bool Fits(Link link, Account account) => link.Purpose switch
    {
        LinkPurpose.Undo => true,
        LinkPurpose.CancelDeletion => account.Standing == Standing.Leaving,
        LinkPurpose.VerifyEmail or LinkPurpose.ResetPassword or LinkPurpose.SetPassword => account.Standing is Standing.Active or Standing.Waiting && account.HasAddress(link.Target),
        LinkPurpose.StepUp => account.Standing == Standing.Active,
        _ => account.Standing == Standing.Active && account.HasAddress(link.Target),
    };

    private static OutsideProof OutsideProofOf(Account account, string target) =>
        !EmailAddress.Parse(target, "email").Is(out var address, out _) || account.HasProved(address) ? OutsideProof.Harmless
        : account.VerifiedEmail is null ? OutsideProof.Discards
        : OutsideProof.Detaches;
}
