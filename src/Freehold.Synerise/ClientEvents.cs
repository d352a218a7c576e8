using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 23: the own events; and call 27: those of one customer or of everybody, for the business side.</summary>
internal static class ClientEvents
{
    private const int MostEvents = 500;
    private const int MostActions = 20;

    public static async Task ReadAsync(HttpContext http, Caller caller)
    {
        if (await FilterAsync(http) is not { } filter) return;

        var events = await History(http).ReadAsync(caller, filter, http.RequestAborted);
        if (events is null) await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.NotSignedIn));
        else await SyneriseJson.WriteAsync(http, StatusCodes.Status200OK, events, Write);
    }

    public static async Task ReadOfClientAsync(HttpContext http)
    {
        if (await FilterAsync(http) is not { } filter) return;

        var events = Clients.ById(http).Is(out var key, out _) ? await History(http).ReadAsync(key, filter, http.RequestAborted) : null;
        if (events is null) await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.NotFound));
        else await SyneriseJson.WriteAsync(http, StatusCodes.Status200OK, events, Write);
    }

    public static async Task ReadAllAsync(HttpContext http)
    {
        if (await FilterAsync(http) is not { } filter) return;

        var events = await History(http).ReadAllAsync(filter, http.RequestAborted);
        await SyneriseJson.WriteAsync(http, StatusCodes.Status200OK, events, static (json, events) =>
        {
            json.WriteStartArray();
            foreach (var shared in events) Write(json, shared.Event, shared.Under, shared.Owner);
            json.WriteEndArray();
        });
    }

    private static EventHistory History(HttpContext http) => http.RequestServices.GetRequiredService<EventHistory>();

    /// <summary>What is asked for; null when it was bad and has been answered.</summary>
    private static async Task<EventFilter?> FilterAsync(HttpContext http)
    {
        var failures = new List<Failure>();
        var filter = Read(http.Request.Query, failures);
        if (failures.Count == 0) return filter;

        await SyneriseErrors.WriteAsync(http, failures);
        return null;
    }

    private static EventFilter Read(IQueryCollection query, List<Failure> failures)
    {
        var limit = MostEvents;
        if (query["limit"] is [{ Length: > 0 } text, ..] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MostEvents))
            failures.Add(new Failure(FailureCode.OutOfRange, "limit") { Rejected = text });

        var actions = new List<string>();
        foreach (var action in query["action"])
        {
            if (string.IsNullOrEmpty(action)) continue;
            actions.Add(action);
            if (!IsAction(action)) failures.Add(new Failure(FailureCode.Malformed, "action") { Rejected = action });
        }

        if (actions.Count > MostActions) failures.Add(new Failure(FailureCode.TooMany, "action"));

        return new EventFilter(Moment(query, "time[from]", failures), Moment(query, "time[to]", failures), actions, limit);
    }

    /// <summary>Whether a text can name an action; synerise.md 11.2: <c>^[a-zA-Z0-9.\-_]+$</c>.</summary>
    public static bool IsAction(string text)
    {
        foreach (var character in text)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '-' or '_')) return false;
        return true;
    }

    private static DateTimeOffset? Moment(IQueryCollection query, string name, List<Failure> failures) =>
        query[name] is [{ Length: > 0 } text, ..] ? Moment(text, name, failures) : null;

    /// <summary>A moment in ISO 8601, at least its date; bad ones are added to the failures.</summary>
    public static DateTimeOffset? Moment(string text, string name, List<Failure> failures)
    {
        // A plus that a client left unencoded arrives as a blank.
        if (IsoMoment.Parse(text.Replace(' ', '+'), name).Is(out var moment, out _) || IsoMoment.Parse(text, name).Is(out moment, out _)) return moment;
        failures.Add(new Failure(FailureCode.Malformed, name) { Rejected = text });
        return null;
    }

    private static void Write(Utf8JsonWriter json, OwnEvents own)
    {
        var owner = EventOwner.Of(own.Account);
        json.WriteStartArray();
        foreach (var happened in own.Events) Write(json, happened, owner.Id, owner);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, RecordedEvent happened, CustomerId under, EventOwner? owner)
    {
        json.WriteStartObject();
        json.WriteString("uuid"u8, Uuid(under, happened.Id));
        json.WriteString("time"u8, happened.At.UtcDateTime);
        json.WriteString("action"u8, happened.Action);
        json.WriteString("label"u8, happened.Label);
        json.WriteStartObject("client"u8);
        if (owner is null) json.WriteNull("id"u8);
        else json.WriteNumber("id"u8, owner.Id.Value);
        json.WriteString("email"u8, owner?.Email);
        json.WriteString("uuid"u8, owner?.Uuid);
        json.WriteString("customId"u8, owner?.CustomId);
        json.WriteEndObject();
        json.WritePropertyName("params"u8);
        json.WriteRawValue(happened.Parameters ?? "{}", skipInputValidation: true);
        json.WriteEndObject();
    }

    /// <summary>The event's number as a version 8 identifier of RFC 9562, always the same for the same event.</summary>
    private static Guid Uuid(CustomerId customer, long id)
    {
        Span<byte> key = stackalloc byte[16];
        Span<byte> hash = stackalloc byte[32];
        BinaryPrimitives.WriteInt64BigEndian(key, customer.Value);
        BinaryPrimitives.WriteInt64BigEndian(key[8..], id);
        SHA256.HashData(key, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
