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
        if (Object(sent, "agreements") is { ValueKind: JsonValueKind.Object } agreements) profile.Agreements = AgreementNames.Read(agreements, nullRefuses: false, sent.Failures);
        if (Object(sent, "attributes") is { ValueKind: JsonValueKind.Object } attributes) AttributeNames.Read(attributes, nullDeletes: false, profile.Attributes, sent.Failures);
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

        NativeFields.Read(sent, nullEmpties: true, change.Fields, today);
        switch (Object(sent, "agreements"))
        {
            case { ValueKind: JsonValueKind.Object } agreements:
                change.Agreements = AgreementNames.Read(agreements, nullRefuses: true, sent.Failures);
                break;
            case { ValueKind: JsonValueKind.Null }:
                change.Agreements = AgreementNames.NoneGiven;
                break;
        }

        switch (Object(sent, "attributes"))
        {
            case { ValueKind: JsonValueKind.Object } attributes:
                AttributeNames.Read(attributes, nullDeletes: true, change.Attributes, sent.Failures);
                break;
            case { ValueKind: JsonValueKind.Null }:
                change.ClearsAttributes = true;
                break;
        }

        return change;
    }

    private static JsonElement? Object(Sent sent, string name)
    {
        var value = sent.Find(name);
        if (value is null or { ValueKind: JsonValueKind.Object or JsonValueKind.Null }) return value;
        sent.Failures.Add(new Failure(FailureCode.WrongType, name));
        return null;
    }
}
