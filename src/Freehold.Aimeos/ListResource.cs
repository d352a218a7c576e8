using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary><c>related=relationships</c>: favourites, watched products and the like; <c>include</c> names the domains that can be seen and reached.</summary>
internal sealed class ListResource : SubResource<ListEntry, ListEntryChange>
{
    private const string Prefix = "customer.lists.";

    protected override string Type => "customer/lists";

    protected override async Task<IReadOnlyList<ListEntry>?> ListAsync(Exchange exchange)
    {
        var parts = exchange.Domains.Contains(GroupEntries.Type) ? CustomerParts.Lists | CustomerParts.Groups : CustomerParts.Lists;
        return await Service<Customers>(exchange).ReadAsync(exchange.Caller!, parts, exchange.Domains, exchange.Aborted) is { } customer
            ? [.. customer.Groups.Select(GroupEntries.AsEntry), .. customer.Lists]
            : null;
    }

    protected override Task<Result<IReadOnlyList<ListEntry>>> AddAsync(Exchange exchange, IReadOnlyList<ListEntryChange> added) =>
        Service<Lists>(exchange).AddAsync(exchange.Caller!, added, exchange.Domains, exchange.Aborted);

    protected override Task<Result<ListEntry>> ChangeAsync(Exchange exchange, long id, ListEntryChange change) =>
        Service<Lists>(exchange).ChangeAsync(exchange.Caller!, id, change, exchange.Domains, exchange.Domains.Contains(GroupEntries.Type), exchange.Aborted);

    protected override Task<Result<Done>> RemoveAsync(Exchange exchange, IReadOnlyList<long> ids) =>
        Service<Lists>(exchange).RemoveAsync(exchange.Caller!, ids, exchange.Domains, exchange.Domains.Contains(GroupEntries.Type), exchange.Aborted);

    /// <summary>Groups are the shop's to give.</summary>
    protected override async Task<bool> AllowsAsync(Exchange exchange, IReadOnlyList<ListEntryChange> changes)
    {
        var touchesGroups = changes.Any(change => change.Domain == GroupEntries.Type);
        if (touchesGroups) await AimeosErrors.WriteAsync(exchange, Problem.Groups);
        return !touchesGroups;
    }

    protected override ListEntryChange Read(JsonElement attributes, bool isNew, Exchange exchange, Refusals refusals)
    {
        var change = new ListEntryChange();
        foreach (var member in attributes.EnumerateObject())
        {
            var name = member.Name;
            if (!name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            var value = member.Value;
            change = name[Prefix.Length..] switch
            {
                "domain" => change with { Domain = Domain(value, name, refusals) },
                "refid" => change with { RefId = Reference(value, name, ListEntry.MostOfRefId, refusals) },
                "type" => change with { Type = refusals.Keep(JsonText.Of(value), name) is { Length: > 0 } type ? refusals.Keep(PlainText.Parse(type, name, ListEntry.MostOfType), name) : null },
                "datestart" => change with { HasStart = true, Start = Date(value, name, refusals) },
                "dateend" => change with { HasEnd = true, End = Date(value, name, refusals) },
                "config" => change with { HasConfig = true, Config = refusals.Keep(Configuration(value), name) },
                "position" => change with { Position = refusals.Keep(JsonText.Integer(value), name) },
                "status" => change with { Status = refusals.Keep(JsonText.Integer(value), name) },
                _ => change,
            };
        }

        return change;
    }

    protected override void Write(ref AttributeWriter attributes, ListEntry entry) => WriteAttributes(ref attributes, entry);

    /// <summary>Writes the attributes of a list entry, which relationships of the customer show too.</summary>
    public static void WriteAttributes(ref AttributeWriter attributes, ListEntry entry)
    {
        attributes.Write("customer.lists.id", Text(entry.Id));
        attributes.Write("customer.lists.domain", entry.Domain);
        attributes.Write("customer.lists.refid", entry.RefId);
        attributes.Write("customer.lists.datestart", entry.Start);
        attributes.Write("customer.lists.dateend", entry.End);
        attributes.WriteRaw("customer.lists.config", entry.Config ?? "[]");
        attributes.Write("customer.lists.position", entry.Position);
        attributes.Write("customer.lists.status", entry.Status);
        attributes.Write("customer.lists.type", entry.Type);
    }

    protected override long IdOf(ListEntry entry) => entry.Id;

    /// <summary>A domain stands in the path of its entries' links, where clients resolve what means another place.</summary>
    private static string? Domain(JsonElement value, string name, Refusals refusals)
    {
        var domain = Reference(value, name, ListEntry.MostOfDomain, refusals);
        if (string.IsNullOrEmpty(domain)) return domain;
        if (domain.Contains('\\', StringComparison.Ordinal) || domain.Split('/').Any(segment => segment is "" or "." or "..")) refusals.Add(FailureCode.Malformed, name);
        return domain;
    }

    private static string? Reference(JsonElement value, string name, int most, Refusals refusals) =>
        refusals.Keep(JsonText.Of(value), name) is { Length: > 0 } text ? refusals.Keep(PlainText.Parse(text, name, most), name) : "";

    private static string? Date(JsonElement value, string name, Refusals refusals) =>
        refusals.Keep(JsonText.Of(value), name) is { Length: > 0 } text ? refusals.Keep(ListDate.Parse(text, name), name) : null;

    /// <summary>An object as its JSON; PHP clients send an empty list for an empty object.</summary>
    private static Result<string?> Configuration(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)) return (string?)null;
        if (value.ValueKind != JsonValueKind.Object) return FailureCode.WrongType;
        var json = value.GetRawText();
        if (json.Length > ListEntry.MostOfConfig) return FailureCode.TooLong;
        return value.EnumerateObject().MoveNext() ? json : null;
    }
}
