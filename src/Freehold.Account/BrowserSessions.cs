using System.Text.Json;
using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>Signing in and out of a browser with a cookie; the Aimeos dialect and the pages use the same cookie.</summary>
internal static class BrowserSessions
{
    public static async Task SignInAsync(HttpContext http)
    {
        if (!IsJson(http.Request.ContentType))
        {
            await AccountErrors.WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, "media_type", "Send application/json.");
            return;
        }

        if (CrossSite.Made(http, frontEnds: http.RequestServices.GetRequiredService<FrontEnds>()))
        {
            await AccountErrors.WriteAsync(http, StatusCodes.Status403Forbidden, "cross_site", "Signing in from another site is not allowed.");
            return;
        }

        var read = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
        if (!read.Is(out var document, out var failure))
        {
            await AccountErrors.WriteAsync(http, failure);
            return;
        }

        using (document)
        {
            if (!Text(document.RootElement, "email").Is(out var email, out failure) || !Text(document.RootElement, "password").Is(out var password, out failure))
            {
                await AccountErrors.WriteAsync(http, failure);
                return;
            }

            var begun = await http.RequestServices.GetRequiredService<SignIns>().InBrowserAsync(email, password, ClientOrigin.OfSignIn(http, "account/session"), http.RequestAborted);
            if (!begun.Is(out var session, out failure))
            {
                DeviceCookie.Write(http, failure.Device);
                await AccountErrors.WriteAsync(http, failure);
                return;
            }

            SessionCookie.Write(http, session);
            await AccountJson.WriteAsync(http, StatusCodes.Status200OK, session, static (json, begun) => WriteSession(json, begun.Customer, begun.ExpiresAt));
        }
    }

    public static async Task TellAsync(HttpContext http, Caller caller)
    {
        var end = await http.RequestServices.GetRequiredService<SignIns>().EndOfAsync(caller, http.RequestAborted);
        if (end is not { } expiresAt)
        {
            await GoneAsync(http);
            return;
        }

        var token = Credentials.ArePresented(http.Request) ? null : CsrfTokens.For(http.RequestServices.GetRequiredService<Secrets>(), caller.Session);
        await AccountJson.WriteAsync(http, StatusCodes.Status200OK, (caller.Customer, expiresAt, token), static (json, told) =>
        {
            WriteSession(json, told.Customer, told.expiresAt);
            if (told.token is not null) json.WriteString("csrfToken"u8, told.token);
        });
    }

    public static async Task SignOutAsync(HttpContext http, Caller caller)
    {
        var ended = await http.RequestServices.GetRequiredService<SignIns>().SignOutAsync(caller, everywhere: false, http.RequestAborted);
        if (ended.Failure is not null)
        {
            await GoneAsync(http);
            return;
        }

        if (!Credentials.ArePresented(http.Request)) SessionCookie.Clear(http);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task GoneAsync(HttpContext http)
    {
        if (!Credentials.ArePresented(http.Request)) SessionCookie.Clear(http);
        return AccountErrors.WriteAsync(http, new Failure(FailureCode.NotSignedIn));
    }

    private static void WriteSession(Utf8JsonWriter json, CustomerId customer, DateTimeOffset expiresAt)
    {
        json.WriteNumber("accountId"u8, customer.Value);
        json.WriteString("expiresAt"u8, expiresAt.UtcDateTime);
    }

    private static Result<string> Text(JsonElement root, string name)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return new Failure(FailureCode.Required, name);
        if (value.ValueKind != JsonValueKind.String) return new Failure(FailureCode.WrongType, name);
        return value.GetString()!;
    }

    private static bool IsJson(string? contentType) =>
        contentType is not null && contentType.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
