using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Makes a profile without account with all that the business side says of it. Shops send thousands at once, so each row of
/// it is written once and whole, not made empty and filled.
/// </summary>
internal static class NewProfile
{
    /// <summary>Makes it; on a failure nothing was done, so that it may commit.</summary>
    /// <returns>Its number; <see cref="FailureCode.Taken"/> when somebody has made it since it was not found, or has one of the identifiers.</returns>
    public static async Task<Result<CustomerId>> MakeProfileAsync(this Session session, BusinessChange change, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        if (change.Email.Sets(out var address) && await session.HasProvedAccountAsync(address, ct)) return new Failure(FailureCode.Taken, "email") { Rejected = address.Text };

        // A uuid beside another identifier is a hint, which moves nothing that is somebody's.
        var uuid = change.Uuid.Value;
        if (uuid is not null && (change.Email.Value is not null || change.CustomId.Value is not null) && await session.FindHolderAsync(IdentifierKind.Uuid, uuid, ct) is not null) uuid = null;

        var profile = Filled(change, uuid, now);
        if (CustomAttributes.TooLong(profile.Attributes) is { } tooLong) return tooLong;
        while (!await session.InsertAccountAsync(profile, now, ct)) profile = Filled(change, uuid, now);

        if (await session.ClaimShownAsync(profile, withUuid: true, now, ct) is { } taken)
        {
            await session.UnmakeAccountAsync(profile, ct);
            return taken;
        }

        await session.RecordAgreementsAsync(profile.Id, change.Profile.Agreements, origin, now, ct);
        await session.RecordEventAsync(profile.Id, profile.IsRecognized ? JoinedEvents.AddedAndIdentified : EventAction.Added, now, ct);
        return profile.Id;
    }

    public static Account Filled(BusinessChange change, string? uuid, DateTimeOffset now)
    {
        var profile = new Account
        {
            Id = Randomness.CustomerId(now),
            Standing = Standing.Active,
            CreatedAt = now,
            ChangedAt = now,
            Email = change.Email.Value?.Text,
            CustomId = change.CustomId.Value,
            Uuid = uuid ?? Randomness.Uuid(now),
            Phone = change.Phone.Value?.Text,
            PhoneDigits = change.Phone.Value?.Digits,
            Tags = change.Tags.Value,
            Agreements = change.Profile.Agreements.ApplyTo(Agreements.None),
        };
        ProfileUpdate.Apply(profile, change.Profile);
        return profile;
    }
}
