using System.Globalization;
using System.Text.Json;
using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 24: events that apps and shops tell of. Whose they are says a customer's or visitor's token; only the business side may name somebody.</summary>
internal static class ToldEvents
{
    private const int MostInAction = 32;
    private const int MostInLabel = 255;
    private const int MostAtOnce = 100;

    /// <summary>Characters of JSON that a customer or visitor may add to an event.</summary>
    private const int MostInParams = 4 * 1024;

    /// <summary>The call's last part, and the action that it records; null is in the body.</summary>
    public static readonly (string Name, string? Action)[] Kinds =
    [
        ("logged-in", "client.login"), ("logged-out", "client.logout"), ("registered", "client.register"), ("custom", null),
        ("added-to-cart", "product.addToCart"), ("removed-from-cart", "product.removeFromCart"), ("added-to-favorites", "product.addToFavorite"),
        ("product-view", "product.view"), ("searched", "client.search"), ("shared", "client.shared"), ("visited-screen", "client.visitedScreen"),
        ("hit-timer", "client.hitTimer"), ("application-started", "client.applicationStarted"), ("appeared-in-location", "client.appearedInLocation"),
        ("cancelled-transaction", "transaction.cancel"), ("item-search-click", "item.search.click"), ("assigned-to-company", "client.assignedToCompany"),
        ("push/received", "push.receive"), ("push/viewed", "push.view"), ("push/clicked", "push.click"), ("push/cancelled", "push.cancel"),
    ];

    public static async Task RecordAsync(HttpContext http, AccessToken? token, string? action)
    {
        using var sent = await RequestBody.ReadIfAnyAsync(http);
        if (sent is null) return;

        var told = Read(sent, token, action);
        var named = Credentials.AreBusiness(token) ? Client(sent) : null;
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await KeepAsync(http, token, [(named, told, "client")]), status: StatusCodes.Status202Accepted);
    }

    /// <summary>Many events at once, as apps gather them; each says its kind in <c>type</c>. One that is wrong refuses all.</summary>
    public static async Task RecordAllAsync(HttpContext http, AccessToken? token)
    {
        using var document = await RequestBody.ReadAnyAsync(http);
        if (document is null) return;

        var failures = new List<Failure>();
        var told = new List<(NamedCustomer?, ToldEvent, string)>();
        if (document.RootElement.ValueKind != JsonValueKind.Array) failures.Add(new Failure(FailureCode.WrongType, "body"));
        else if (document.RootElement.GetArrayLength() > MostAtOnce) failures.Add(new Failure(FailureCode.TooMany, "body"));
        else
        {
            var place = 0;
            foreach (var element in document.RootElement.EnumerateArray())
            {
                using var sent = new Sent(element, null);
                if (element.ValueKind != JsonValueKind.Object) sent.Failures.Add(new Failure(FailureCode.WrongType));
                else told.Add((Credentials.AreBusiness(token) ? Client(sent) : null, Read(sent, token, ActionOf(sent)), $"[{place}].client"));
                foreach (var failure in sent.Failures) failures.Add(failure with { Field = failure.Field is { } field ? $"[{place}].{field}" : $"[{place}]" });
                place++;
            }
        }

        if (failures.Count > 0) await SyneriseErrors.WriteAsync(http, failures);
        else await SyneriseErrors.AnswerAsync(http, await KeepAsync(http, token, told), status: StatusCodes.Status202Accepted);
    }

    /// <summary>The action of an event's <c>type</c>; null where the event names its own, empty where the type is refused. A type that nobody published is its own action, so that no app loses what it gathered.</summary>
    private static string? ActionOf(Sent sent)
    {
        if (sent.Needed("type") is not { } type) return "";
        if (type == "custom") return null;
        foreach (var (name, action) in Kinds)
            if (name == type) return action;
        if (sent.Find("action") is { ValueKind: JsonValueKind.String }) return null;
        return IsAction(type, "type", sent) ? type : "";
    }

    private static async Task<Result<Done>> KeepAsync(HttpContext http, AccessToken? token, IReadOnlyList<(NamedCustomer? Whose, ToldEvent Event, string Field)> told)
    {
        var recording = http.RequestServices.GetRequiredService<EventRecording>();
        var via = ClientOrigin.Of(http, "synerise/v4/events") with { IsSpared = ClientOrigin.IsSpared(http) };
        var events = told.Select(one => one.Event).ToList();
        if (token is { Realm: TokenRealm.Client }) return await recording.OfCustomerAsync(new Caller(token.Customer, token.Session, via), events, http.RequestAborted);
        if (token is { Realm: TokenRealm.Anonymous, Uuid: { } uuid }) return await recording.OfVisitorAsync(uuid, events, via, http.RequestAborted);
        return await recording.OfAsync([.. told.Select(one => new NamedEvent(one.Whose!, one.Event, one.Field))], via, http.RequestAborted);
    }

    private static ToldEvent Read(Sent sent, AccessToken? token, string? action)
    {
        // The label is asked for, but kept nowhere; published clients also send no body at all.
        if (sent.Root.ValueKind == JsonValueKind.Object && sent.Needed("label") is { Length: > MostInLabel }) sent.Failures.Add(new Failure(FailureCode.TooLong, "label"));
        action ??= sent.Needed("action") is { } own && IsAction(own, "action", sent) ? own : "";
        var at = sent.Text("time") is { } time ? ClientEvents.Moment(time, "time", sent.Failures) : null;
        var parameters = sent.Members("params") is { ValueKind: JsonValueKind.Object } given && given.EnumerateObject().Any() ? given.GetRawText() : null;
        if (parameters?.Length > MostInParams && !Credentials.AreBusiness(token)) sent.Failures.Add(new Failure(FailureCode.TooLong, "params"));
        return new ToldEvent(action, at, parameters, sent.Text("eventSalt"));
    }

    private static bool IsAction(string action, string field, Sent sent)
    {
        if (action.Length > MostInAction) sent.Failures.Add(new Failure(FailureCode.TooLong, field) { Rejected = action });
        else if (!ClientEvents.IsAction(action)) sent.Failures.Add(new Failure(FailureCode.Malformed, field) { Rejected = action });
        else return true;
        return false;
    }

    /// <summary>Whom the business side names.</summary>
    private static NamedCustomer? Client(Sent sent)
    {
        if (sent.Find("client") is not { ValueKind: JsonValueKind.Object } client)
        {
            sent.Failures.Add(new Failure(sent.Find("client") is null or { ValueKind: JsonValueKind.Null } ? FailureCode.Required : FailureCode.WrongType, "client"));
            return null;
        }

        using var named = new Sent(client, null);
        var id = client.TryGetProperty("id", out var number) && number.ValueKind != JsonValueKind.Null ? Number(number, named) : null;
        var customId = named.Parsed("customId", IdentifierText.Parse);
        var email = named.Parsed("email", EmailAddress.Parse);
        var uuid = named.Parsed("uuid", IdentifierText.Parse);
        foreach (var failure in named.Failures) sent.Failures.Add(failure with { Field = $"client.{failure.Field}" });

        if (id is not null || customId is not null || email is not null || uuid is not null) return new NamedCustomer(id is { } known ? new CustomerId(known) : null, customId, email, uuid);
        if (named.Failures.Count == 0) sent.Failures.Add(new Failure(FailureCode.Required, "client"));
        return null;
    }

    private static long? Number(JsonElement number, Sent named)
    {
        if (number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var id) && id > 0) return id;
        if (number.ValueKind == JsonValueKind.String && long.TryParse(number.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0) return id;
        named.Failures.Add(new Failure(FailureCode.WrongType, "id"));
        return null;
    }
}
