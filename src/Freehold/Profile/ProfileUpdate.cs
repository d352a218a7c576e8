using Freehold.Storage;

namespace Freehold;

/// <summary>Puts what a customer changed onto an account; the caller saves it when anything changed.</summary>
internal static class ProfileUpdate
{
    /// <summary>Applies fields, attributes and agreements; an event says so only if anything changed. Every agreement named is recorded, since a repeated consent is a proof too.</summary>
    /// <returns>Whether the account now differs.</returns>
    public static async Task<bool> ApplyProfileAsync(this Session session, Account account, ProfileChange change, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var agreed = account.Agreements;
        var changed = Apply(account, change);
        await session.ApplyAgreementsAsync(account, change.Agreements, origin, now, ct);
        changed |= account.Agreements != agreed;
        if (changed) account.RecordUpdate(now);
        return changed;
    }

    /// <summary>Applies fields and attributes; whether the account now differs.</summary>
    public static bool Apply(Account account, ProfileChange change)
    {
        var changed = false;
        var labelStood = account[ProfileField.Label];
        var labelWasGenerated = labelStood == account.GeneratedLabel;
        foreach (var (field, value) in change.Fields)
        {
            changed |= field != ProfileField.Label && account[field] != value;
            account[field] = value;
        }

        var follows = labelWasGenerated && !change.Fields.ContainsKey(ProfileField.Label);
        if (follows || account[ProfileField.Label] is null) account[ProfileField.Label] = account.GeneratedLabel;

        var attributes = CustomAttributes.After(account, change);
        changed |= account[ProfileField.Label] != labelStood || attributes != account.Attributes;
        account.Attributes = attributes;
        return changed;
    }
}
