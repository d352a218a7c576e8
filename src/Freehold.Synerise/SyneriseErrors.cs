using System.Text.Json;
using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>The dialect's only table from failures to answers: the merged error object that both families of published clients parse.</summary>
public static class SyneriseErrors
{
    /// <summary>Status, stable error code and message of a failure.</summary>
    public static (int Status, string ErrorCode, string Message) Of(FailureCode code) => code switch
    {
        FailureCode.Required => (400, "FRH-1001", "A required value is missing"),
        FailureCode.EmptyText => (400, "FRH-1002", "An empty text is not accepted"),
        FailureCode.Malformed => (400, "FRH-1003", "The value is not of the expected form"),
        FailureCode.TooLong => (400, "FRH-1004", "The value is too long"),
        FailureCode.OutOfRange => (400, "FRH-1005", "The value is not allowed"),
        FailureCode.WrongType => (400, "FRH-1006", "The value has the wrong JSON type"),
        FailureCode.ReadOnly => (400, "FRH-1007", "The field cannot be changed by this call"),
        FailureCode.PasswordTooShort => (400, "FRH-1101", "The password is too short"),
        FailureCode.PasswordBlocked => (400, "FRH-1102", "The password is too common or too close to the account's own data"),
        FailureCode.PasswordTooSimple => (400, "FRH-1103", "The password does not meet the password policy"),
        FailureCode.TooMany => (400, "FRH-1008", "Too many entries in one call"),
        FailureCode.NotSignedIn => (401, "FRH-2001", "A valid access token is required"),
        FailureCode.Forbidden => (403, "FRH-2002", "The token does not allow this call"),
        FailureCode.StepUpRequired => (403, "FRH-2003", "The sign-in is too old for this change; sign in again"),
        FailureCode.WrongCredentials => (401, "FRH-2004", "The credentials are not valid"),
        FailureCode.WrongPassword => (403, "FRH-2005", "The current password is not valid"),
        FailureCode.WrongMethod => (403, "FRH-2006", "The account signs in another way"),
        FailureCode.NotActivated => (403, "FRH-2007", "The account is not activated yet"),
        FailureCode.Locked => (423, "FRH-2008", "Too many failed attempts; follow the link in the mail that was sent"),
        FailureCode.DeviceNotConfirmed => (403, "FRH-2009", "The device is not confirmed yet; follow the link in the mail that was sent"),
        FailureCode.WrongCode => (400, "FRH-3001", "The code or token is not valid"),
        FailureCode.TooManyTries => (429, "FRH-3002", "Too many wrong codes; request a new one"),
        FailureCode.NoChannel => (409, "FRH-3003", "There is no channel to send a confirmation over"),
        FailureCode.Taken => (409, "FRH-4001", "The value is already in use"),
        FailureCode.NotFound => (404, "FRH-4002", "There is no such resource"),
        FailureCode.ChangesFrozen => (403, "FRH-4003", "Changes of sign-in data are blocked for now"),
        FailureCode.Stale => (409, "FRH-4004", "The resource was changed meanwhile"),
        FailureCode.LimitReached => (429, "FRH-5001", "Too many accounts were created from this address; try again later"),
        FailureCode.Throttled => (429, "FRH-5002", "Too many requests; try again later"),
        FailureCode.Busy => (503, "FRH-5003", "Momentarily overloaded; try again"),
        FailureCode.Unavailable => (503, "FRH-5004", "A service that this call depends on does not answer"),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not in the table."),
    };

    /// <summary>Answers with a failure.</summary>
    public static Task WriteAsync(HttpContext http, Failure failure) => WriteAsync(http, [failure, .. failure.Also]);

    /// <summary>Answers with success without a body, or with the failure.</summary>
    /// <param name="codeField">The member that a wrong code or token came in.</param>
    /// <param name="status">The status of success.</param>
    internal static Task AnswerAsync<T>(HttpContext http, Result<T> result, string? codeField = null, int status = StatusCodes.Status200OK)
    {
        if (result.Failure is not { } failure) return SyneriseJson.Empty(http, status);
        return WriteAsync(http, failure.Code is FailureCode.WrongCode or FailureCode.TooManyTries ? failure with { Field = codeField } : failure);
    }

    /// <summary>Answers with several failures of one request; the first decides the status.</summary>
    public static Task WriteAsync(HttpContext http, IReadOnlyList<Failure> failures)
    {
        ArgumentNullException.ThrowIfNull(http);
        var first = failures[0];
        var status = StatusOf(first);
        RetryAfter.Write(http, first.RetryAfter);
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(http, status, Of(first.Code).ErrorCode, Of(first.Code).Message, failures);
    }

    /// <summary>Answers a body of another media type than the call takes.</summary>
    internal static Task WriteWrongTypeAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, "FRH-1415", "The body must be application/json");

    /// <summary>Answers a method that a known path does not have.</summary>
    internal static Task WriteWrongMethodAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "FRH-1405", "The method is not allowed here");

    /// <summary>Answers with a status that no failure stands for: unknown route, wrong method or media type, an internal fault.</summary>
    public static Task WriteAsync(HttpContext http, int status, string errorCode, string message) => WriteAsync(http, status, errorCode, message, []);

    private static Task WriteAsync(HttpContext http, int status, string errorCode, string message, IReadOnlyList<Failure> failures) =>
        SyneriseJson.WriteAsync(
            http,
            status,
            (http, status, errorCode, message, failures),
            static (json, error) =>
            {
                json.WriteStartObject();
                json.WriteString("timestamp"u8, error.http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
                json.WriteNumber("status"u8, error.status);
                json.WriteString("error"u8, ReasonPhrases.GetReasonPhrase(error.status));
                json.WriteString("message"u8, error.message);
                json.WriteString("path"u8, error.http.Request.Path.Value);
                json.WriteString("errorCode"u8, error.errorCode);
                json.WriteString("traceId"u8, error.http.TraceIdentifier);
                json.WriteStartArray("errors"u8);
                foreach (var failure in error.failures)
                    if (failure.Field is not null) Write(json, failure);
                json.WriteEndArray();
                json.WriteEndObject();
            });

    /// <summary>One bad field.</summary>
    internal static void Write(Utf8JsonWriter json, Failure failure)
    {
        json.WriteStartObject();
        json.WriteNumber("code"u8, StatusOf(failure));
        json.WriteString("field"u8, failure.Field);
        json.WriteString("message"u8, Of(failure.Code).Message);
        json.WriteString("rejectedValue"u8, failure.Rejected);
        json.WriteEndObject();
    }

    private static int StatusOf(Failure failure) =>
        failure is { Code: FailureCode.TooLong, Field: "body" } ? StatusCodes.Status413PayloadTooLarge : Of(failure.Code).Status;
}
