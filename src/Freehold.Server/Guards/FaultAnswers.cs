using Freehold.AccountApi;
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
        return path.StartsWithSegments("/jsonapi") ? AimeosErrors.WriteAsync(http, status, Text(status)) : AccountErrors.WriteAsync(http, status, Code(status), Text(status), traceId: http.TraceIdentifier);
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
