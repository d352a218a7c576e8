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

    /// <summary>The call's last part, and the action that it records; null is in the body.</summary>
    public static readonly (string Name, string? Action)[] Kinds =
    [
        ("logged-in", "client.login"), ("logged-out", "client.logout"), ("registered", "client.register"), ("custom", null),
        ("added-to-cart", "product.addToCart"), ("removed-from-cart", "product.removeFromCart"), ("added-to-favorites", "product.addToFavorite"),
        ("product-view", "product.view"), ("searched", "client.search"), ("shared", "client.shared"), ("visited-screen", "client.visitedScreen"),
        ("hit-timer", "client.hitTimer"), ("application-started", "client.applicationStarted"), ("appeared-in-location", "client.appearedInLocation"),
        ("cancelled-transaction", "transaction.cancel"),
    ];

    public static async Task RecordAsync(HttpContext http, AccessToken? token, string? action)
    {
        using var sent = await RequestBody.ReadIfAnyAsync(http);
        if (sent is null) return;

        var told = Read(sent, action);
        var recording = http.RequestServices.GetRequiredService<EventRecording>();
        var via = ClientOrigin.Of(http, "synerise/v4/events") with { IsSpared = ClientOrigin.IsSpared(http) };
        var named = token is null or { Realm: TokenRealm.Business } ? Client(sent) : null;
        if (sent.Failures.Count > 0)
        {
            await SyneriseErrors.WriteAsync(http, sent.Failures);
            return;
        }

        var recorded = token switch
        {
            { Realm: TokenRealm.Client } => await recording.OfCustomerAsync(new Caller(token.Customer, token.Session, via), told, http.RequestAborted),
            { Realm: TokenRealm.Anonymous, Uuid: { } uuid } => await recording.OfVisitorAsync(uuid, told, via, http.RequestAborted),
            _ => await recording.OfAsync(named!, told, http.RequestAborted),
        };
        await SyneriseErrors.AnswerAsync(http, recorded, status: StatusCodes.Status202Accepted);
    }

    private static ToldEvent Read(Sent sent, string? action)
    {
        // The label is asked for, but kept nowhere; published clients also send no body at all.
        if (sent.Root.ValueKind == JsonValueKind.Object && sent.Needed("label") is { Length: > MostInLabel }) sent.Failures.Add(new Failure(FailureCode.TooLong, "label"));
        action ??= sent.Needed("action") is { } own && IsAction(own, sent) ? own : "";
        var at = sent.Text("time") is { } time ? ClientEvents.Moment(time, "time", sent.Failures) : null;
        string? parameters = null;
        if (sent.Find("params") is { ValueKind: not JsonValueKind.Null } given)
        {
            if (given.ValueKind == JsonValueKind.Object) parameters = given.EnumerateObject().Any() ? given.GetRawText() : null;
            else sent.Failures.Add(new Failure(FailureCode.WrongType, "params"));
        }

        return new ToldEvent(action, at, parameters, sent.Text("eventSalt"));
    }

    private static bool IsAction(string action, Sent sent)
    {
        if (action.Length > MostInAction) sent.Failures.Add(new Failure(FailureCode.TooLong, "action") { Rejected = action });
        else if (!ClientEvents.IsAction(action)) sent.Failures.Add(new Failure(FailureCode.Malformed, "action") { Rejected = action });
        else return true;
        return false;
    }

    /// <summary>Whom the business side names: by the surest of what it gives.</summary>
    private static ProfileKey? Client(Sent sent)
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

        ProfileKey? key = id is { } known ? new ProfileKey.Id(new CustomerId(known))
            : customId is not null ? new ProfileKey.CustomId(customId)
            : email is not null ? new ProfileKey.Email(email)
            : uuid is not null ? new ProfileKey.Uuid(uuid)
            : null;
        if (key is null && named.Failures.Count == 0) sent.Failures.Add(new Failure(FailureCode.Required, "client"));
        return key;
    }

    private static long? Number(JsonElement number, Sent named)
    {
        if (number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var id)) return id;
        if (number.ValueKind == JsonValueKind.String && long.TryParse(number.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out id)) return id;
        named.Failures.Add(new Failure(FailureCode.WrongType, "id"));
        return null;
    }
}
