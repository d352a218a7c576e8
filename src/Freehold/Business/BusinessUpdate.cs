using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Puts what the business side says onto a locked profile. What an account signs in with, and a phone that its customer
/// proved, are the customer's: naming the current value changes nothing, any other is refused.
/// </summary>
public sealed class BusinessUpdate(SignInChanges signInChanges)
{
    /// <summary>Applies and saves; on a failure nothing was done, so that it may commit.</summary>
    internal async Task<Failure?> ApplyAsync(Session session, Account account, BusinessChange change, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        if (Refusal(account, change, now) is { } refused) return refused;
        var (email, customId, uuid) = (Email(account, change), CustomId(account, change), Uuid(account, change));
        if (await ClaimAsync(session, account, email, customId, uuid, now, ct) is { } taken) return taken;

        var wasRecognized = account.IsRecognized;
        var changed = email.IsNamed || customId.IsNamed || uuid.IsNamed;
        if (email.IsNamed)
        {
            if (account.FoldedEmail is { } old && old != email.Value?.Folded) await session.ReleaseAsync(IdentifierKind.Contact, old, account.Id, ct);
            account.Email = email.Value?.Text;
        }

        if (customId.IsNamed)
        {
            if (account.CustomId is { } old) await session.ReleaseAsync(IdentifierKind.CustomId, old, account.Id, ct);
            account.CustomId = customId.Value;
        }

        if (uuid.IsNamed)
        {
            await session.ReleaseAsync(IdentifierKind.Uuid, account.Uuid, account.Id, ct);
            account.Uuid = uuid.Value!;
        }

        if (change.Phone.IsNamed && change.Phone.Value?.Text != account.Phone)
        {
            changed = true;
            if (account.Registered) await signInChanges.ChangePhoneAsync(session, account, change.Phone.Value, proved: false, now, ct);
            else (account.Phone, account.PhoneDigits) = (change.Phone.Value?.Text, change.Phone.Value?.Digits);
        }

        if (change.Tags.IsNamed && change.Tags.Value != account.Tags)
        {
            changed = true;
            account.Tags = change.Tags.Value;
        }

        var profileChanged = await session.ApplyProfileAsync(account, change.Profile, origin, now, ct);
        if (changed) account.RecordUpdate(now);
        if (!wasRecognized && account.IsRecognized) await session.RecordEventAsync(account.Id, EventAction.Identified, now, ct);
        if (changed || profileChanged) await session.SaveAccountAsync(account, now, ct);
        return null;
    }

    private static Failure? Refusal(Account account, BusinessChange change, DateTimeOffset now)
    {
        if (change.Email.IsNamed && account.Registered && change.Email.Value?.Folded != account.FoldedEmail) return new Failure(FailureCode.ReadOnly, "email") { Rejected = change.Email.Value?.Text };
        if (change.Uuid.IsNamed && change.Uuid.Value != account.Uuid && (account.Registered || change.Uuid.Value is null)) return new Failure(FailureCode.ReadOnly, "uuid") { Rejected = change.Uuid.Value };
        if (change.Phone.IsNamed && change.Phone.Value?.Digits != account.PhoneDigits)
        {
            if (account.PhoneProved) return new Failure(FailureCode.ReadOnly, "phone") { Rejected = change.Phone.Value?.Text };
            if (account.Registered && SignInChanges.Refusal(account, now) is { } frozen) return frozen;
        }

        return CustomAttributes.Refusal(account, change.Profile);
    }

    private static Named<EmailAddress> Email(Account account, BusinessChange change) =>
        change.Email.IsNamed && !account.Registered && change.Email.Value?.Text != account.Email ? change.Email : default;

    private static Named<string> CustomId(Account account, BusinessChange change) =>
        change.CustomId.IsNamed && change.CustomId.Value != account.CustomId ? change.CustomId : default;

    private static Named<string> Uuid(Account account, BusinessChange change) =>
        change.Uuid.IsNamed && change.Uuid.Value != account.Uuid ? change.Uuid : default;

    /// <summary>Takes what is new, or gives back what was taken.</summary>
    private static async Task<Failure?> ClaimAsync(Session session, Account account, Named<EmailAddress> email, Named<string> customId, Named<string> uuid, DateTimeOffset now, CancellationToken ct)
    {
        var newEmail = email.Value is { } address && address.Folded != account.FoldedEmail ? address : null;
        if (newEmail is not null && (await session.HasProvedAccountAsync(newEmail, ct) || !await session.ClaimAsync(IdentifierKind.Contact, newEmail.Folded, account.Id, now, ct)))
            return new Failure(FailureCode.Taken, "email") { Rejected = newEmail.Text };

        if (customId.Value is { } number && !await session.ClaimAsync(IdentifierKind.CustomId, number, account.Id, now, ct))
        {
            if (newEmail is not null) await session.ReleaseAsync(IdentifierKind.Contact, newEmail.Folded, account.Id, ct);
            return new Failure(FailureCode.Taken, "customId") { Rejected = number };
        }

        if (uuid.Value is not { } device || await session.ClaimAsync(IdentifierKind.Uuid, device, account.Id, now, ct)) return null;
        if (newEmail is not null) await session.ReleaseAsync(IdentifierKind.Contact, newEmail.Folded, account.Id, ct);
        if (customId.Value is { } claimed) await session.ReleaseAsync(IdentifierKind.CustomId, claimed, account.Id, ct);
        return new Failure(FailureCode.Taken, "uuid") { Rejected = device };
    }
}
