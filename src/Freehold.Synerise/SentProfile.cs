using System.Text.Json;

namespace Freehold.Synerise;

/// <summary>Reads the parts of a profile that several calls carry.</summary>
internal static class SentProfile
{
    /// <summary>Fields, agreements and attributes of a new account; null is as good as absent.</summary>
    public static ProfileChange ForRegistration(Sent sent, DateOnly today)
    {
        var profile = ForSignIn(sent);
        NativeFields.Read(sent, nullEmpties: false, profile.Fields, today);
        return profile;
    }

    /// <summary>Agreements and attributes that a sign-in may carry; null is as good as absent.</summary>
    public static ProfileChange ForSignIn(Sent sent)
    {
        var profile = new ProfileChange();
        if (sent.Members("agreements") is { ValueKind: JsonValueKind.Object } agreements) profile.Agreements = AgreementNames.Read(agreements, nullRefuses: false, sent.Failures);
        if (sent.Members("attributes") is { ValueKind: JsonValueKind.Object } attributes) AttributeNames.Read(attributes, nullDeletes: false, profile.Attributes, sent.Failures);
        return profile;
    }

    /// <summary>What an update changes; null sets a field to its default and deletes an attribute.</summary>
    public static ProfileChange ForUpdate(Sent sent, DateOnly today)
    {
        var change = new ProfileChange();
        foreach (var name in (ReadOnlySpan<string>)["email", "phone", "customId", "uuid"])
        {
            if (sent.Find(name) is not { } value) continue;
            if (value.ValueKind == JsonValueKind.Null) change.Repeated[name] = null;
            else if (sent.Text(name) is { } text) change.Repeated[name] = text;
        }

        ReadChanges(sent, change, today);
        return change;
    }

    /// <summary>What the business side says of a profile; identifiers and tags are its to set.</summary>
    public static BusinessChange ForBusiness(Sent sent, DateOnly today, CountryCode? defaultCountry)
    {
        var profile = new ProfileChange();
        var email = Identifier(sent, "email", EmailAddress.Parse);
        var phone = Identifier(sent, "phone", (text, field) => Phone.Parse(text, field, defaultCountry));
        var customId = Identifier(sent, "customId", IdentifierText.Parse);
        var uuid = Identifier(sent, "uuid", IdentifierText.Parse);
        ReadChanges(sent, profile, today);
        return new BusinessChange { Email = email, Phone = phone, CustomId = customId, Uuid = uuid, Tags = Tags(sent), Profile = profile };
    }

    /// <summary>Tags as a JSON array of text; an empty one is as good as null.</summary>
    public static Named<string> Tags(Sent sent)
    {
        if (sent.Find("tags") is not { } tags) return default;
        if (tags.ValueKind == JsonValueKind.Null) return new(true, null);
        if (CustomerTags.Parse(tags).Is(out var kept, out var failure)) return new(true, kept);
        sent.Failures.Add(failure);
        return default;
    }

    private static Named<T> Identifier<T>(Sent sent, string name, Func<string, string, Result<T>> parse) where T : class
    {
        if (sent.Find(name) is not { } value) return default;
        if (value.ValueKind == JsonValueKind.Null) return new(true, null);
        return sent.Parsed(name, parse) is { } parsed ? new(true, parsed) : default;
    }

    private static void ReadChanges(Sent sent, ProfileChange change, DateOnly today)
    {
        NativeFields.Read(sent, nullEmpties: true, change.Fields, today);
        switch (sent.Members("agreements"))
        {
            case { ValueKind: JsonValueKind.Object } agreements:
                change.Agreements = AgreementNames.Read(agreements, nullRefuses: true, sent.Failures);
                break;
            case { ValueKind: JsonValueKind.Null }:
                change.Agreements = AgreementNames.NoneGiven;
                break;
        }

        switch (sent.Members("attributes"))
        {
            case { ValueKind: JsonValueKind.Object } attributes:
                AttributeNames.Read(attributes, nullDeletes: true, change.Attributes, sent.Failures);
                break;
            case { ValueKind: JsonValueKind.Null }:
                change.ClearsAttributes = true;
                break;
        }
    }
}
