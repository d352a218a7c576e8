using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary><c>related=property</c>: free facts, shown in the language of the request.</summary>
internal sealed class PropertyResource : SubResource<CustomerProperty, PropertyChange>
{
    public const string TypeName = "customer/property";

    protected override string Type => TypeName;

    protected override async Task<IReadOnlyList<CustomerProperty>?> ListAsync(Exchange exchange) =>
        await Service<Customers>(exchange).ReadAsync(exchange.Caller!, CustomerParts.Properties, [], exchange.Aborted) is { } customer ? Showing(exchange, customer) : null;

    /// <summary>The properties that show in the language of the request.</summary>
    public static List<CustomerProperty> Showing(Exchange exchange, Customer customer)
    {
        var language = exchange.Language;
        return [.. customer.Properties.Where(property => property.ShowsIn(language))];
    }

    protected override Task<Result<IReadOnlyList<CustomerProperty>>> AddAsync(Exchange exchange, IReadOnlyList<PropertyChange> added) =>
        Service<CustomerProperties>(exchange).AddAsync(exchange.Caller!, added, exchange.Language, exchange.Aborted);

    protected override Task<Result<CustomerProperty>> ChangeAsync(Exchange exchange, long id, PropertyChange change) =>
        Service<CustomerProperties>(exchange).ChangeAsync(exchange.Caller!, id, change, exchange.Language, exchange.Aborted);

    protected override Task<Result<Done>> RemoveAsync(Exchange exchange, IReadOnlyList<long> ids) =>
        Service<CustomerProperties>(exchange).RemoveAsync(exchange.Caller!, ids, exchange.Language, exchange.Aborted);

    protected override PropertyChange Read(JsonElement attributes, bool isNew, Exchange exchange, Refusals refusals)
    {
        const string type = "customer.property.type";
        var change = new PropertyChange();
        if (isNew && !attributes.TryGetProperty(type, out _)) refusals.Add(FailureCode.Required, type);
        foreach (var member in attributes.EnumerateObject())
        {
            var name = member.Name;
            if (name is not (type or "customer.property.languageid" or "customer.property.value")) continue;
            var scalar = JsonText.Of(member.Value);
            var text = refusals.Keep(scalar, name);
            if (scalar.Failure is not null) continue;
            change = name switch
            {
                type => change with { Type = refusals.Keep(PlainText.Parse(text, name, CustomerProperty.MostOfType), name) },
                "customer.property.value" => change with { Value = string.IsNullOrEmpty(text) ? "" : refusals.Keep(PlainText.Parse(text, name, CustomerProperty.MostOfValue), name) },
                _ => change with { HasLanguage = true, Language = string.IsNullOrEmpty(text) ? null : refusals.Keep(LanguageTag.Parse(text, name), name)?.Text },
            };
        }

        return change;
    }

    protected override void Write(ref AttributeWriter attributes, CustomerProperty property)
    {
        attributes.Write("customer.property.id", Text(property.Id));
        attributes.Write("customer.property.languageid", property.Language);
        attributes.Write("customer.property.value", property.Value);
        attributes.Write("customer.property.type", property.Type);
    }

    protected override long IdOf(CustomerProperty entry) => entry.Id;

    /// <summary>As recorded: an unknown id counts 1 as long as the customer has any property.</summary>
    protected override int TotalWithout(IReadOnlyList<CustomerProperty> entries) => entries.Count > 0 ? 1 : 0;
}
