using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary>The attributes of <c>customer</c>: their names, in the order of the manual's sample, and what of the account they show.</summary>
internal static class CustomerAttributes
{
    private enum Kind
    {
        Id,
        Text,
        Telephone,
        Number,
        Email,
        Code,
        NullableText,
        Status,
        Groups,
    }

    private static readonly (string Name, Kind Kind, ProfileField Field)[] InOrder =
    [
        ("customer.id", Kind.Id, default),
        ("customer.salutation", Kind.Text, ProfileField.Salutation),
        ("customer.company", Kind.Text, ProfileField.Company),
        ("customer.vatid", Kind.Text, ProfileField.VatId),
        ("customer.title", Kind.Text, ProfileField.Title),
        ("customer.firstname", Kind.Text, ProfileField.FirstName),
        ("customer.lastname", Kind.Text, ProfileField.LastName),
        ("customer.address1", Kind.Text, ProfileField.Address1),
        ("customer.address2", Kind.Text, ProfileField.Address2),
        ("customer.address3", Kind.Text, ProfileField.Address3),
        ("customer.postal", Kind.Text, ProfileField.Postal),
        ("customer.city", Kind.Text, ProfileField.City),
        ("customer.state", Kind.Text, ProfileField.State),
        ("customer.languageid", Kind.Text, ProfileField.LanguageId),
        ("customer.countryid", Kind.Text, ProfileField.CountryId),
        ("customer.telephone", Kind.Telephone, ProfileField.Telephone),
        ("customer.email", Kind.Email, default),
        ("customer.telefax", Kind.Text, ProfileField.Telefax),
        ("customer.website", Kind.Text, ProfileField.Website),
        ("customer.longitude", Kind.Number, ProfileField.Longitude),
        ("customer.latitude", Kind.Number, ProfileField.Latitude),
        ("customer.label", Kind.Text, ProfileField.Label),
        ("customer.code", Kind.Code, default),
        ("customer.birthday", Kind.NullableText, ProfileField.BirthDate),
        ("customer.status", Kind.Status, default),
        ("customer.groups", Kind.Groups, default),
    ];

    private static readonly JsonEncodedText[] Names = [.. InOrder.Select(one => JsonEncodedText.Encode(one.Name))];

    private static readonly Dictionary<string, ProfileField> Fields =
        InOrder.Where(one => one.Kind is Kind.Text or Kind.Telephone or Kind.Number or Kind.NullableText).ToDictionary(one => one.Name, one => one.Field);

    /// <summary>The misspelling of the manual's own example, which its readers send.</summary>
    private const string Misspelt = "customer.telehone";

    /// <summary>The attribute that shows a field of the core, for pointers to what was refused.</summary>
    public static string NameOf(string field)
    {
        foreach (var (name, known) in Fields)
            if (ProfileFields.Name(known) == field) return name;
        return $"customer.{field}";
    }

    /// <summary>What a body changes; every refused value is reported. Unknown and read-only names are skipped, <c>status</c> and <c>groups</c> among them.</summary>
    public static CustomerInput Read(JsonElement attributes, DateOnly today, List<Problem> problems)
    {
        var input = new CustomerInput();
        foreach (var member in attributes.EnumerateObject())
        {
            var name = member.Name;
            if (name == Misspelt)
            {
                if (attributes.TryGetProperty("customer.telephone", out _)) continue;
                name = "customer.telephone";
            }

            if (!Fields.ContainsKey(name) && name is not ("customer.email" or "customer.code" or "customer.password")) continue;
            if (!JsonText.Of(member.Value).Is(out var text, out var failure) && failure is not null) problems.Add(Problem.From(failure, name));
            else if (name == "customer.email") input.HasEmail = Set(EmailAddress.Parse(text, name), value => input.Email = value);
            else if (name == "customer.code") input.HasCode = string.IsNullOrEmpty(text) || Set(LoginCode.Parse(text, name), value => input.Code = value);
            else if (name == "customer.password") input.Password = string.IsNullOrEmpty(text) ? null : text;
            else Set(ProfileFields.Parse(Fields[name], text ?? "", today), value => input.Profile[Fields[name]] = value);

            bool Set<T>(Result<T> parsed, Action<T?> keep)
            {
                var good = parsed.Is(out var value, out var refused) || refused is null;
                if (good) keep(value);
                else problems.Add(Problem.From(refused!, name));
                return good;
            }
        }

        return input;
    }

    /// <summary>Writes <c>attributes</c>; nobody's are empty.</summary>
    public static void Write(Utf8JsonWriter json, Customer? customer, HashSet<string>? fields)
    {
        var attributes = new AttributeWriter(json, fields);
        for (var place = 0; place < InOrder.Length; place++)
            if (attributes.Starts(Names[place])) WriteValue(json, customer, InOrder[place].Kind, InOrder[place].Field);
        attributes.End();
    }

    private static void WriteValue(Utf8JsonWriter json, Customer? customer, Kind kind, ProfileField field)
    {
        var account = customer?.Account;
        switch (kind)
        {
            case Kind.Id: json.WriteStringValue(account?.Id.ToString()); break;
            case Kind.Text: json.WriteStringValue(account?[field] ?? ""); break;
            case Kind.Telephone: json.WriteStringValue(account?[field] ?? account?.Phone ?? ""); break;
            case Kind.Email: json.WriteStringValue(account?.Email ?? ""); break;
            case Kind.Code: json.WriteStringValue(account?.Code ?? ""); break;
            case Kind.NullableText: json.WriteStringValue(account?[field]); break;
            case Kind.Status: json.WriteNumberValue(1); break;
            case Kind.Number:
                if (account?[field] is { } number) json.WriteRawValue(number, skipInputValidation: true);
                else json.WriteNullValue();
                break;
            default:
                json.WriteStartArray();
                foreach (var membership in customer?.Groups ?? []) json.WriteStringValue(membership.GroupId);
                json.WriteEndArray();
                break;
        }
    }
}
