using System.Text.Json;
using Freehold.Aimeos;
using Freehold.Http;
using Freehold.Synerise;
using Microsoft.AspNetCore.WebUtilities;

namespace Freehold.Server.Guards;

/// <summary>How each interface answers what no route of it could answer.</summary>
internal static class FaultAnswers
{
    public static Task WriteAsync(HttpContext http, int status)
    {
        // A front end elsewhere must be able to tell a refusal from a server that is gone.
        http.RequestServices.GetRequiredService<FrontEnds>().Allow(http);
        var path = http.Request.Path;
        if (path.StartsWithSegments("/v4") || path.StartsWithSegments("/sauth") || path.StartsWithSegments("/uauth") || path.StartsWithSegments("/crm"))
            return SyneriseErrors.WriteAsync(http, status, status >= 500 ? "FRH-9001" : "FRH-9002", Text(status));
        return path.StartsWithSegments("/jsonapi") ? AimeosErrors.WriteAsync(http, status, Text(status)) : WriteProblemAsync(http, status);
    }

    private static Task WriteProblemAsync(HttpContext http, int status) =>
        WriteAsync(http, status, "application/problem+json", json =>
        {
            json.WriteString("type"u8, "about:blank"u8);
            json.WriteString("title"u8, Text(status));
            json.WriteNumber("status"u8, status);
            json.WriteString("code"u8, Code(status));
            json.WriteString("traceId"u8, http.TraceIdentifier);
        });

    private static async Task WriteAsync(HttpContext http, int status, string contentType, Action<Utf8JsonWriter> members)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        await using (var json = new Utf8JsonWriter(http.Response.BodyWriter))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static string Code(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status408RequestTimeout => "too_slow",
        StatusCodes.Status413PayloadTooLarge => "too_large",
        >= 500 => "internal",
        _ => "bad_request",
    };

    private static string Text(int status) => status >= 500 ? "Something went wrong on our side" : ReasonPhrases.GetReasonPhrase(status);
}
