using Freehold.Storage;

namespace Freehold;

/// <summary>What lists of profiles are sorted and searched by.</summary>
public enum DirectoryField
{
    /// <summary>The moment of creation, which is also what the Synerise dialect shows as the last activity.</summary>
    Created,
    /// <summary>The first name.</summary>
    FirstName,
    /// <summary>The last name.</summary>
    LastName,
    /// <summary>The e-mail address.</summary>
    Email,
    /// <summary>The city.</summary>
    City,
    /// <summary>The phone, by its digits.</summary>
    Phone,
}

/// <summary>One page of profiles.</summary>
public sealed record DirectoryQuery
{
    /// <summary>What can be searched, first what tells most customers apart.</summary>
    private static readonly DirectoryField[] Searched = [DirectoryField.Email, DirectoryField.Phone, DirectoryField.LastName, DirectoryField.FirstName, DirectoryField.City];

    /// <summary>What the list is sorted by; equal values by the customer's number.</summary>
    public DirectoryField Sort { get; init; }

    /// <summary>Whether the largest comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>How many profiles to skip.</summary>
    public long Offset { get; init; }

    /// <summary>How many profiles to return.</summary>
    public long Limit { get; init; }

    /// <summary>Whether the profile must have an account, an e-mail or a custom id, or must have none of them; null asks for both.</summary>
    public bool? Recognized { get; init; }

    /// <summary>What a value must begin with, without regard to case; all of them must.</summary>
    public Dictionary<DirectoryField, string> Beginnings { get; init; } = [];

    /// <summary>A text that e-mail, phone, first or last name begins with, or that is a custom id or uuid; null asks for nothing.</summary>
    public string? Anywhere { get; init; }

    /// <summary>Whose national phone numbers are understood.</summary>
    internal CountryCode? DefaultCountry { get; init; }

    internal byte[] Beginning(DirectoryField field) => Key(field, Beginnings.GetValueOrDefault(field)?.Trim() ?? "");

    /// <summary>The searched field that tells most customers apart; null when nothing is searched.</summary>
    internal DirectoryField? Driver()
    {
        foreach (var searched in Searched)
            if (Beginning(searched).Length > 0) return searched;
        return null;
    }

    /// <summary>What is searched beside the field whose index is walked. What is not searched is not named: an index alone then tells of a row all that is asked.</summary>
    internal SqlBeginnings Others(DirectoryField driver) => new([.. Searched
        .Where(field => field != driver && Beginning(field).Length > 0)
        .Select(field => (Column(field), Beginning(field)))]);

    internal SqlFragment RecognizedOnly => new(Recognized switch { true => " AND d.recognized", false => " AND NOT d.recognized", null => "" });

    internal SqlFragment Direction => new(Descending ? "DESC" : "ASC");

    internal static SqlFragment Column(DirectoryField field) => new(field switch
    {
        DirectoryField.FirstName => "d.first_name",
        DirectoryField.LastName => "d.last_name",
        DirectoryField.Email => "d.email",
        DirectoryField.City => "d.city",
        DirectoryField.Phone => "d.phone",
        _ => "d.created",
    });

    internal byte[] Key(DirectoryField field, string text) => field switch
    {
        DirectoryField.Phone => Phone.Beginning(text, DefaultCountry) is { } digits ? DirectoryKey.Of(digits) : DirectoryKey.Nowhere,
        DirectoryField.Email => DirectoryKey.OfEmail(text),
        _ => DirectoryKey.Of(text),
    };
}
