namespace Freehold;

/// <summary>Whom the business side says an event is of; at least one of the four is there.</summary>
/// <param name="Id">Our number, which must be somebody's.</param>
/// <param name="CustomId">The workspace's own number.</param>
/// <param name="Email">A contact address.</param>
/// <param name="Uuid">A device's uuid: alone it finds a visitor, beside the others it is a hint for a new profile.</param>
public sealed record NamedCustomer(CustomerId? Id, string? CustomId, EmailAddress? Email, string? Uuid)
{
    /// <summary>The uuid where nothing else is named; null elsewhere.</summary>
    public string? Visitor => Id is null && CustomId is null && Email is null ? Uuid : null;

    /// <summary>What a profile is looked for by, one after the other.</summary>
    internal IEnumerable<ProfileKey> Keys()
    {
        if (Id is { } id)
        {
            yield return new ProfileKey.Id(id);
            yield break;
        }

        if (CustomId is { } customId) yield return new ProfileKey.CustomId(customId);
        if (Email is { } email) yield return new ProfileKey.Email(email);
    }
}
