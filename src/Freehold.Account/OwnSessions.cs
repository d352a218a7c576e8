using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>The customer's own sessions: seeing them, ending one, ending all others.</summary>
internal static class OwnSessions
{
    public static async Task ListAsync(HttpContext http, Caller caller) =>
        await AccountJson.AnswerAsync(http, await Core(http).ListAsync(caller, http.RequestAborted), static (json, told) =>
        {
            json.WriteStartArray("sessions"u8);
            foreach (var entry in told)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, entry.Id);
                json.WriteString("method"u8, entry.Method);
                json.WriteString("begunAt"u8, entry.BegunAt.UtcDateTime);
                json.WriteString("seenAt"u8, entry.SeenAt.UtcDateTime);
                json.WriteString("clientAddress"u8, entry.ClientAddress);
                json.WriteBoolean("current"u8, entry.IsOwn);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    public static async Task EndAsync(HttpContext http, Caller caller)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var ended = await Core(http).EndAsync(caller, id, http.RequestAborted);

        // Whoever ends the session that asks signs out.
        if (ended.Failure is null && caller.Session == id && !Credentials.ArePresented(http.Request)) SessionCookie.Clear(http);
        await AccountErrors.AnswerAsync(http, ended);
    }

    public static async Task EndOthersAsync(HttpContext http, Caller caller)
    {
        // Behind the slash an id is missing: one was meant, and it is not known which.
        if (http.Request.Path.Value!.EndsWith('/')) await AccountErrors.WriteAsync(http, new Failure(FailureCode.NotFound));
        else await AccountErrors.AnswerAsync(http, await Core(http).EndOthersAsync(caller, http.RequestAborted));
    }

    private static Sessions Core(HttpContext http) => http.RequestServices.GetRequiredService<Sessions>();
}
