using Freehold.AccountApi;
using Freehold.Aimeos;
using Freehold.Http;
using Freehold.Server.Pages;
using Freehold.Synerise;
using Microsoft.AspNetCore.WebUtilities;

namespace Freehold.Server.Guards;

/// <summary>How each interface answers what no route of it could answer.</summary>
internal static class FaultAnswers
{
    private static readonly Failure Away = new(FailureCode.Unavailable) { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Task WriteAsync(HttpContext http, int status)
    {
        AllowReading(http);
        if (status == StatusCodes.Status404NotFound && FrontEnds.IsPermission(http))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        if (IsPage(http)) return SayAsync(http, status, status >= 500 ? PageText.FailureOther : PageText.BadFormText);
        if (IsOfSynerise(http)) return SyneriseErrors.WriteAsync(http, status, status >= 500 ? "FRH-9001" : "FRH-9002", Text(status));
        return IsOfAimeos(http) ? AimeosErrors.WriteAsync(http, status, Text(status)) : AccountErrors.WriteAsync(http, status, Code(status), Text(status), traceId: http.TraceIdentifier);
    }

    /// <summary>The database does not answer, or not for this call: it is worth coming again.</summary>
    public static Task WriteAwayAsync(HttpContext http)
    {
        AllowReading(http);
        if (IsPage(http))
        {
            RetryAfter.Write(http, Away.RetryAfter);
            return SayAsync(http, StatusCodes.Status503ServiceUnavailable, PageText.FailureBusy);
        }

        if (IsOfSynerise(http)) return SyneriseErrors.WriteAsync(http, Away);
        return IsOfAimeos(http) ? AimeosErrors.WriteAsync(http, Away) : AccountErrors.WriteAsync(http, Away);
    }

    /// <summary>A front end elsewhere must be able to tell a refusal from a server that is gone.</summary>
    private static void AllowReading(HttpContext http) => http.RequestServices.GetRequiredService<FrontEnds>().Allow(http);

    /// <summary>Whoever looks at a page is a person: they are told in words, and what to do.</summary>
    private static Task SayAsync(HttpContext http, int status, PageText text) => Page.SayAsync(http, status, Words.Of(http), PageText.BadForm, text);

    private static bool IsPage(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Described>() is { AnswersType: Described.Html };

    private static bool IsOfSynerise(HttpContext http) =>
        http.Request.Path is var path && (path.StartsWithSegments("/v4") || path.StartsWithSegments("/sauth") || path.StartsWithSegments("/uauth") || path.StartsWithSegments("/crm"));

    private static bool IsOfAimeos(HttpContext http) => http.Request.Path.StartsWithSegments("/jsonapi");

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
