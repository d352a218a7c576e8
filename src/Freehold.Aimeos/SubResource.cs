using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Aimeos;

/// <summary>What addresses, properties and list entries have in common: one entry by <c>relatedid</c> or all of them, single or bulk bodies, all or nothing.</summary>
/// <typeparam name="TEntry">An entry as the core has it.</typeparam>
/// <typeparam name="TChange">What a body sets of an entry.</typeparam>
internal abstract class SubResource<TEntry, TChange> where TEntry : class where TChange : class
{
    /// <summary>The type of the entries on the wire.</summary>
    protected abstract string Type { get; }

    public async Task GetAsync(Exchange exchange)
    {
        if (!exchange.Query.FieldsAreWellFormed)
        {
            await AimeosErrors.WriteAsync(exchange, Problem.InvalidFields);
            return;
        }

        var entries = exchange.Caller is null ? [] : await ListAsync(exchange);
        if (entries is null && !exchange.Forget()) await AimeosErrors.WriteAsync(exchange, new Failure(FailureCode.NotSignedIn));
        else if (exchange.RelatedId is { } id) await WriteOneAsync(exchange, (entries ?? []).FirstOrDefault(entry => Text(IdOf(entry)) == id), entries ?? []);
        else await WriteAllAsync(exchange, StatusCodes.Status200OK, entries ?? []);
    }

    public async Task PostAsync(Exchange exchange)
    {
        if (exchange.Account is null)
        {
            await AimeosErrors.WriteAsync(exchange, new Failure(FailureCode.NotSignedIn));
            return;
        }

        var sent = await BulkBody.EntriesAsync(exchange, (attributes, entry, problems) => Read(attributes, isNew: true, exchange, new Refusals(problems, entry)));
        if (sent is null || !await AllowsAsync(exchange, sent.Entries)) return;

        var added = await AddAsync(exchange, sent.Entries);
        if (added.Is(out var entries, out var failure)) await WriteAllAsync(exchange, StatusCodes.Status201Created, entries);
        else await AimeosErrors.WriteAsync(exchange, Problem.FromEntry(failure, sent.IsList));
    }

    public async Task PatchAsync(Exchange exchange)
    {
        if (exchange.Account is null)
        {
            await AimeosErrors.WriteAsync(exchange, new Failure(FailureCode.NotSignedIn));
            return;
        }

        var change = await Body.OneAsync(exchange, (attributes, problems) => Read(attributes, isNew: false, exchange, new Refusals(problems, null)));
        if (change is null || !await AllowsAsync(exchange, [change])) return;

        var changed = await ChangeAsync(exchange, Number(exchange.RelatedId), change);
        if (changed.Is(out var entry, out var failure)) await WriteOneAsync(exchange, entry, [entry]);
        else await RefuseAsync(exchange, failure);
    }

    public async Task DeleteAsync(Exchange exchange)
    {
        var ids = exchange.RelatedId is { } id ? [id] : exchange.Account is null ? [] : await BulkBody.IdsAsync(exchange);
        if (ids is null) return;

        Result<Done> removed = exchange.Account is null ? new Done() : await RemoveAsync(exchange, [.. ids.Select(Number)]);
        if (!removed.Is(out _, out var failure))
        {
            await RefuseAsync(exchange, failure);
            return;
        }

        var json = exchange.Begin(StatusCodes.Status200OK, 0);
        exchange.Links(json);
        json.WriteEndObject();
        await exchange.EndAsync(json);
    }

    /// <summary>The entries of the caller; null when the session is over.</summary>
    protected abstract Task<IReadOnlyList<TEntry>?> ListAsync(Exchange exchange);

    protected abstract Task<Result<IReadOnlyList<TEntry>>> AddAsync(Exchange exchange, IReadOnlyList<TChange> added);

    protected abstract Task<Result<TEntry>> ChangeAsync(Exchange exchange, long id, TChange change);

    protected abstract Task<Result<Done>> RemoveAsync(Exchange exchange, IReadOnlyList<long> ids);

    /// <summary>What a body sets; unknown and read-only names are skipped.</summary>
    protected abstract TChange Read(JsonElement attributes, bool isNew, Exchange exchange, Refusals refusals);

    protected abstract void Write(ref AttributeWriter attributes, TEntry entry);

    protected abstract long IdOf(TEntry entry);

    /// <summary>False, after an answer, for changes that no customer may make.</summary>
    protected virtual Task<bool> AllowsAsync(Exchange exchange, IReadOnlyList<TChange> changes) => Task.FromResult(true);

    /// <summary>What <c>meta.total</c> says where there is no such entry.</summary>
    protected virtual int TotalWithout(IReadOnlyList<TEntry> entries) => 0;

    /// <summary>Writes the entries' ids, types, links and attributes, which is how a list has them and <c>included</c> too.</summary>
    public void WriteEntries(Exchange exchange, Utf8JsonWriter json, CustomerId customer, IReadOnlyList<TEntry> entries, string related)
    {
        if (entries.Count == 0) return;
        var fields = exchange.Query.Fields(Type);
        var href = exchange.Locations.Of("customer", ("id", customer.ToString()), ("related", related), ("relatedid", ""));
        foreach (var entry in entries)
        {
            var id = Text(IdOf(entry));
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteString("type"u8, Type);
            json.WriteStartObject("links"u8);
            CustomerDocument.WriteLink(json, "self", href + id, "DELETE", "GET", "PATCH");
            json.WriteEndObject();
            var attributes = new AttributeWriter(json, fields);
            Write(ref attributes, entry);
            attributes.End();
            json.WriteEndObject();
        }
    }

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    protected static T Service<T>(Exchange exchange) where T : notnull => exchange.Http.RequestServices.GetRequiredService<T>();

    /// <summary>The id of a text; 0, which no entry has, for one that is no number.</summary>
    private static long Number(string? id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Task RefuseAsync(Exchange exchange, Failure failure) =>
        AimeosErrors.WriteAsync(exchange, failure.Code == FailureCode.Forbidden ? Problem.Groups : Problem.FromEntry(failure, isList: false));

    private async Task WriteAllAsync(Exchange exchange, int status, IReadOnlyList<TEntry> entries)
    {
        var json = exchange.Begin(status, entries.Count);
        exchange.Links(json);
        json.WriteEndObject();
        json.WriteStartArray("data"u8);
        if (entries.Count > 0) WriteEntries(exchange, json, exchange.Caller!.Customer, entries, Routes.Canonical(exchange.Related!));
        json.WriteEndArray();
        await exchange.EndAsync(json);
    }

    private async Task WriteOneAsync(Exchange exchange, TEntry? entry, IReadOnlyList<TEntry> entries)
    {
        var json = exchange.Begin(StatusCodes.Status200OK, entry is null ? TotalWithout(entries) : 1);
        exchange.Links(json);
        json.WriteEndObject();
        if (entry is not null)
        {
            json.WritePropertyName("data"u8);
            WriteEntries(exchange, json, exchange.Caller!.Customer, [entry], Routes.Canonical(exchange.Related!));
        }

        await exchange.EndAsync(json);
    }
}
