using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary><c>related=address</c>: delivery addresses.</summary>
internal sealed class AddressResource : SubResource<Address, AddressChange>
{
    public const string TypeName = "customer/address";

    private const string Prefix = "customer.address.";

    private static readonly (string Name, ProfileField Field)[] Texts =
    [
        (Prefix + "salutation", ProfileField.Salutation), (Prefix + "company", ProfileField.Company), (Prefix + "vatid", ProfileField.VatId), (Prefix + "title", ProfileField.Title),
        (Prefix + "firstname", ProfileField.FirstName), (Prefix + "lastname", ProfileField.LastName), (Prefix + "address1", ProfileField.Address1), (Prefix + "address2", ProfileField.Address2),
        (Prefix + "address3", ProfileField.Address3), (Prefix + "postal", ProfileField.Postal), (Prefix + "city", ProfileField.City), (Prefix + "state", ProfileField.State),
    ];

    private static readonly Dictionary<string, ProfileField> Fields = new(
    [
        .. Texts.Select(text => KeyValuePair.Create(text.Name, text.Field)),
        new(Prefix + "countryid", ProfileField.CountryId), new(Prefix + "languageid", ProfileField.LanguageId), new(Prefix + "telephone", ProfileField.Telephone),
        new(Prefix + "telefax", ProfileField.Telefax), new(Prefix + "website", ProfileField.Website), new(Prefix + "longitude", ProfileField.Longitude),
        new(Prefix + "latitude", ProfileField.Latitude), new(Prefix + "birthday", ProfileField.BirthDate),
    ]);

    protected override string Type => TypeName;

    protected override async Task<IReadOnlyList<Address>?> ListAsync(Exchange exchange) =>
        (await Service<Customers>(exchange).ReadAsync(exchange.Caller!, CustomerParts.Addresses, [], exchange.Aborted))?.Addresses;

    protected override Task<Result<IReadOnlyList<Address>>> AddAsync(Exchange exchange, IReadOnlyList<AddressChange> added) =>
        Service<Addresses>(exchange).AddAsync(exchange.Caller!, added, exchange.Aborted);

    protected override Task<Result<Address>> ChangeAsync(Exchange exchange, long id, AddressChange change) =>
        Service<Addresses>(exchange).ChangeAsync(exchange.Caller!, id, change, exchange.Aborted);

    protected override Task<Result<Done>> RemoveAsync(Exchange exchange, IReadOnlyList<long> ids) =>
        Service<Addresses>(exchange).RemoveAsync(exchange.Caller!, ids, exchange.Aborted);

    protected override AddressChange Read(JsonElement attributes, bool isNew, Exchange exchange, Refusals refusals)
    {
        var change = new AddressChange();
        foreach (var member in attributes.EnumerateObject())
        {
            var name = member.Name;
            if (Fields.TryGetValue(name, out var field))
            {
                var text = refusals.Keep(JsonText.Of(member.Value), name);
                change.Fields[field] = refusals.Keep(ProfileFields.Parse(field, text ?? "", exchange.Today), name);
            }
            else if (name == Prefix + "email")
            {
                change.HasEmail = true;
                change.Email = refusals.Keep(JsonText.Of(member.Value), name) is { Length: > 0 } text ? refusals.Keep(EmailAddress.Parse(text, name), name)?.Text : null;
            }
            else if (name == Prefix + "position")
            {
                // The order of creation counts; what is sent is only checked, as the original does.
                refusals.Keep(JsonText.Integer(member.Value), name);
            }
        }

        return change;
    }

    protected override void Write(ref AttributeWriter attributes, Address address)
    {
        attributes.Write("customer.address.id", Text(address.Id));
        foreach (var (name, field) in Texts) attributes.Write(name, address[field] ?? "");
        attributes.Write("customer.address.countryid", address[ProfileField.CountryId]);
        attributes.Write("customer.address.languageid", address[ProfileField.LanguageId]);
        attributes.Write("customer.address.telephone", address[ProfileField.Telephone] ?? "");
        attributes.Write("customer.address.telefax", address[ProfileField.Telefax] ?? "");
        attributes.Write("customer.address.email", address.Email ?? "");
        attributes.Write("customer.address.website", address[ProfileField.Website] ?? "");
        attributes.WriteRaw("customer.address.longitude", address[ProfileField.Longitude]);
        attributes.WriteRaw("customer.address.latitude", address[ProfileField.Latitude]);
        attributes.Write("customer.address.birthday", address[ProfileField.BirthDate]);
        attributes.Write("customer.address.position", address.Position);
    }

    protected override long IdOf(Address entry) => entry.Id;
}
