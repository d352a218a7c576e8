using Freehold.Http;
using Microsoft.AspNetCore.Http;

namespace Freehold.AccountApi;

/// <summary>The only table from failures to answers of our own API: problem details (RFC 9457) with a stable <c>code</c>.</summary>
public static class AccountErrors
{
    /// <summary>Status, stable code and title of a failure.</summary>
    public static (int Status, string Code, string Title) Of(FailureCode code) => code switch
    {
        FailureCode.Required => (422, "required", "A required value is missing."),
        FailureCode.EmptyText => (422, "empty", "An empty text is not accepted."),
        FailureCode.Malformed => (422, "malformed", "The value is not of the expected form."),
        FailureCode.TooLong => (422, "too_long", "The value is too long."),
        FailureCode.OutOfRange => (422, "not_allowed", "The value is not allowed."),
        FailureCode.WrongType => (422, "wrong_type", "The value has the wrong JSON type."),
        FailureCode.ReadOnly => (422, "read_only", "The field can not be changed by this call."),
        FailureCode.PasswordTooShort => (422, "password_too_short", "The password is too short."),
        FailureCode.PasswordBlocked => (422, "password_blocked", "The password is too common or too close to the account's own data."),
        FailureCode.PasswordTooSimple => (422, "password_too_simple", "The password does not meet the password policy."),
        FailureCode.TooMany => (422, "too_many", "Too many entries in one call."),
        FailureCode.NotSignedIn => (401, "not_signed_in", "Nobody is signed in, or the session is over."),
        FailureCode.Forbidden => (403, "forbidden", "The caller may not do this."),
        FailureCode.StepUpRequired => (403, "step_up_required", "The sign-in is too old for this change; prove the password again."),
        FailureCode.WrongCredentials => (401, "wrong_credentials", "The credentials are not valid."),
        FailureCode.WrongPassword => (403, "wrong_password", "The current password is not valid."),
        FailureCode.WrongMethod => (403, "wrong_method", "The account signs in another way."),
        FailureCode.NotActivated => (403, "not_activated", "The account is not activated yet."),
        FailureCode.Locked => (423, "locked", "Too many failed attempts; follow the link in the mail that was sent."),
        FailureCode.DeviceNotConfirmed => (403, "device_not_confirmed", "The device is not confirmed yet; follow the link in the mail that was sent."),
        FailureCode.WrongCode => (400, "wrong_code", "The code or token is not valid."),
        FailureCode.TooManyTries => (429, "too_many_tries", "Too many wrong codes; request a new one."),
        FailureCode.NoChannel => (409, "no_channel", "There is no channel to send a confirmation over."),
        FailureCode.Taken => (409, "taken", "The value is already in use."),
        FailureCode.NotFound => (404, "not_found", "There is no such resource."),
        FailureCode.ChangesFrozen => (403, "changes_frozen", "Changes of sign-in data are blocked for now."),
        FailureCode.Stale => (412, "stale", "The resource was changed meanwhile."),
        FailureCode.LimitReached => (429, "limit_reached", "Too many accounts were created from this address; try again later."),
        FailureCode.Throttled => (429, "throttled", "Too many requests; try again later."),
        FailureCode.Busy => (503, "busy", "Momentarily overloaded; try again."),
        FailureCode.Unavailable => (503, "unavailable", "A service that this call depends on does not answer."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not in the table."),
    };

    /// <summary>Answers with success without a body, or with the failure.</summary>
    internal static Task AnswerAsync(HttpContext http, Result<Done> result)
    {
        if (result.Failure is { } failure) return WriteAsync(http, failure);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Answers with a failure.</summary>
    public static Task WriteAsync(HttpContext http, Failure failure)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(failure);
        if (failure is { Code: FailureCode.TooLong, Field: "body" }) return WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "too_large", "The body is too large.");
        if (failure is { Code: FailureCode.Malformed, Field: "body" }) return WriteAsync(http, StatusCodes.Status400BadRequest, "malformed", "The body is not JSON.");

        var (status, code, title) = Of(failure.Code);
        RetryAfter.Write(http, failure.RetryAfter);
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(http, status, code, title, failure.Field);
    }

    /// <summary>Answers with a status that no failure stands for, as a problem (RFC 9457).</summary>
    /// <param name="traceId">What the log names the request by, where it may have to be looked up there.</param>
    public static Task WriteAsync(HttpContext http, int status, string code, string title, string? field = null, string? traceId = null) =>
        AccountJson.WriteAsync(
            http,
            status,
            (status, code, title, field, traceId),
            static (json, problem) =>
            {
                json.WriteString("type"u8, "about:blank"u8);
                json.WriteString("title"u8, problem.title);
                json.WriteNumber("status"u8, problem.status);
                json.WriteString("code"u8, problem.code);
                if (problem.field is not null) json.WriteString("field"u8, problem.field);
                if (problem.traceId is not null) json.WriteString("traceId"u8, problem.traceId);
            },
            "application/problem+json");
}
