using System.Globalization;
using System.Text.Json;
using Freehold.Http;
using Microsoft.AspNetCore.Http;

namespace Freehold.Aimeos;

/// <summary>The dialect's only table from failures to answers. Titles are the original's wherever it has one; <c>status</c>, <c>code</c> and <c>source</c> are added to them.</summary>
public static class AimeosErrors
{
    /// <summary>Status, stable code and title of a failure.</summary>
    public static (int Status, string Code, string Title) Of(FailureCode code) => code switch
    {
        FailureCode.Required => (422, "required", "A required value is missing"),
        FailureCode.EmptyText => (422, "required", "A required value is empty"),
        FailureCode.Malformed => (422, "invalid", "Invalid value"),
        FailureCode.TooLong => (422, "too_long", "Value is too long"),
        FailureCode.OutOfRange => (422, "not_allowed", "Value not within allowed range"),
        FailureCode.WrongType => (422, "wrong_type", "Value is of the wrong type"),
        FailureCode.ReadOnly => (422, "read_only", "Value can not be changed"),
        FailureCode.PasswordTooShort => (422, "password_too_short", "Password is too short"),
        FailureCode.PasswordBlocked => (422, "password_blocked", "Password is too common or too close to your own data"),
        FailureCode.PasswordTooSimple => (422, "password_too_simple", "Password does not meet the password policy"),
        FailureCode.TooMany => (422, "too_many", "Too many entries"),
        FailureCode.NotSignedIn => (401, "not_signed_in", "You must be signed in"),
        FailureCode.Forbidden => (403, "forbidden", "Not allowed for this resource"),
        FailureCode.StepUpRequired => (403, "step_up_required", "Your sign-in is too old for this change, please confirm your password"),
        FailureCode.WrongCredentials => (401, "wrong_credentials", "E-mail or password is wrong"),
        FailureCode.WrongPassword => (403, "wrong_password", "Current password is wrong"),
        FailureCode.WrongMethod => (403, "wrong_method", "The account signs in another way"),
        FailureCode.NotActivated => (403, "not_activated", "The account is not activated yet"),
        FailureCode.Locked => (403, "locked", "Too many failed attempts, please follow the link in the mail"),
        FailureCode.DeviceNotConfirmed => (403, "device_not_confirmed", "The device is not confirmed yet, please follow the link in the mail"),
        FailureCode.WrongCode => (422, "wrong_code", "The code or link is not valid"),
        FailureCode.TooManyTries => (429, "too_many_tries", "Too many wrong codes"),
        FailureCode.NoChannel => (409, "no_channel", "There is no channel to send a confirmation over"),
        FailureCode.Taken => (409, "taken", "Value is already in use"),
        FailureCode.NotFound => (404, "not_found", "Item not found"),
        FailureCode.ChangesFrozen => (403, "changes_frozen", "Changes of sign-in data are blocked for now"),
        FailureCode.Stale => (409, "stale", "The item was changed meanwhile"),
        FailureCode.LimitReached => (403, "limit_reached", "Temporary limit reached"),
        FailureCode.Throttled => (429, "throttled", "Too many requests"),
        FailureCode.Busy => (503, "busy", "Momentarily overloaded"),
        FailureCode.Unavailable => (503, "unavailable", "A service that is needed does not answer"),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not in the table."),
    };

    /// <summary>Answers with a status that no failure stands for, such as an internal fault; without details.</summary>
    public static Task WriteAsync(HttpContext http, int status, string title)
    {
        ArgumentNullException.ThrowIfNull(http);
        return WriteBareAsync(new Exchange(http, ""), new Problem(status, status >= 500 ? "internal" : "bad_request", title));
    }

    /// <summary>Answers with a failure that no route could answer; without links.</summary>
    public static Task WriteAsync(HttpContext http, Failure failure)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(failure);
        RetryAfter.Write(http, failure.RetryAfter);
        return WriteBareAsync(new Exchange(http, ""), Problem.From(failure));
    }

    /// <summary>Answers with <c>errors</c> in the usual envelope.</summary>
    internal static async Task WriteAsync(Exchange exchange, params IReadOnlyList<Problem> problems)
    {
        var http = exchange.Http;
        RetryAfter.Write(http, problems[0].RetryAfter);
        if (problems[0].Status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        var json = exchange.Begin(problems[0].Status, 0);
        exchange.Links(json);
        json.WriteEndObject();
        WriteErrors(json, problems);
        await exchange.EndAsync(json);
    }

    /// <summary>Answers with one failure.</summary>
    internal static Task WriteAsync(Exchange exchange, Failure failure) => WriteAsync(exchange, Problem.From(failure));

    /// <summary>A method that is not offered: <c>errors</c> alone, as the original answers.</summary>
    internal static async Task WriteBareAsync(Exchange exchange, Problem problem)
    {
        exchange.Http.Response.StatusCode = problem.Status;
        exchange.Http.Response.ContentType = Exchange.MediaType;
        exchange.Http.Response.Headers.CacheControl = "no-cache, private, no-store";
        var json = exchange.Writer();
        json.WriteStartObject();
        WriteErrors(json, [problem]);
        await exchange.EndAsync(json);
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<Problem> problems)
    {
        json.WriteStartArray("errors"u8);
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            if (problem.Link is { } link)
            {
                json.WriteStartObject("links"u8);
                json.WriteString("about"u8, link);
                json.WriteEndObject();
            }

            json.WriteString("status"u8, problem.Status.ToString(CultureInfo.InvariantCulture));
            json.WriteString("code"u8, problem.Code);
            json.WriteString("title"u8, problem.Title);
            if (problem.Pointer is { } pointer)
            {
                json.WriteStartObject("source"u8);
                json.WriteString("pointer"u8, pointer);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
