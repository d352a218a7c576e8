using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Freehold.Synerise;

/// <summary>Device control: the devices that a customer's account knows.</summary>
internal static class LinkedDevices
{
    private const int MostCharacters = 255;

    /// <summary>Push tokens and public keys are longer than names.</summary>
    private const int MostKeyCharacters = 4096;

    private const int MostPixels = 100_000;

    /// <summary>Adds a device; what push messages would need of it is checked and not kept, since nothing here sends any.</summary>
    public static async Task LinkAsync(HttpContext http, Caller caller)
    {
        // The documented curl sets no content type.
        using var sent = await RequestBody.ReadOfAnyTypeAsync(http);
        if (sent is null) return;

        var deviceId = sent.NeededAs("deviceId", IdentifierText.Parse);
        var told = new ToldDevice(Text(sent, "type"), Text(sent, "manufacturer"), Text(sent, "model"), Text(sent, "osVersion"));
        foreach (var name in (ReadOnlySpan<string>)["product", "macAddress", "bluetoothAddress"]) _ = Text(sent, name);
        foreach (var name in (ReadOnlySpan<string>)["registrationId", "publicKey"]) _ = Text(sent, name, MostKeyCharacters);
        foreach (var name in (ReadOnlySpan<string>)["screenWidth", "screenHeight"]) CheckPixels(sent, name);
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await Devices(http).LinkAsync(caller, deviceId!, told, http.RequestAborted));
    }

    /// <summary>
    /// The token of the mail. Mail scanners and browsers that look ahead follow links too, so only a call that asks for JSON
    /// confirms; anybody else is sent to the link's page, whose button does.
    /// </summary>
    public static async Task ConfirmAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (LinkToken.Parse(http.Request.RouteValues["token"] as string) is not { } token) await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.WrongCode, "token"));
        else if (AsksForJson(http.Request)) await SyneriseErrors.AnswerAsync(http, await Devices(http).ConfirmAsync(token, http.RequestAborted), "token");
        else http.Response.Redirect(http.RequestServices.GetRequiredService<LinkMail>().Url(token));
    }

    private static bool AsksForJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var types) && types.Count > 0 && types.All(type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));

    /// <summary>A text that may be absent, null or empty: an app may not know it yet.</summary>
    private static string? Text(Sent sent, string name, int most = MostCharacters) =>
        sent.Find(name) is { ValueKind: JsonValueKind.String } value && value.ValueEquals(""u8) ? null : sent.Parsed(name, (text, field) => PlainText.Parse(text, field, most)!);

    private static void CheckPixels(Sent sent, string name)
    {
        if (sent.Find(name) is not { ValueKind: not JsonValueKind.Null } value) return;
        if (value.ValueKind != JsonValueKind.Number) sent.Failures.Add(new Failure(FailureCode.WrongType, name));
        else if (!value.TryGetInt32(out var pixels) || pixels is < 0 or > MostPixels) sent.Failures.Add(new Failure(FailureCode.OutOfRange, name) { Rejected = value.GetRawText() });
    }

    private static Devices Devices(HttpContext http) => http.RequestServices.GetRequiredService<Devices>();
}
