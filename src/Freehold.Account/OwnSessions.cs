using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>The customer's own sessions: seeing them, ending one, ending all others.</summary>
internal static class OwnSessions
{
    public static async Task ListAsync(HttpContext http)
    {
        var asked = await AccountCaller.OfAsync(http);
        if (!asked.Is(out var caller, out var failure))
        {
            await AccountErrors.WriteAsync(http, failure);
            return;
        }

        if (await Core(http).ListAsync(caller, http.RequestAborted) is not { } sessions)
        {
            await AccountErrors.WriteAsync(http, new Failure(FailureCode.NotSignedIn));
            return;
        }

        await AccountJson.WriteAsync(http, StatusCodes.Status200OK, sessions, static (json, told) =>
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
    }

    public static Task EndAsync(HttpContext http) =>
        EndAsync(http, (sessions, caller) => sessions.EndAsync(caller, (string)http.Request.RouteValues["id"]!, http.RequestAborted));

    public static Task EndOthersAsync(HttpContext http) =>
        EndAsync(http, (sessions, caller) => sessions.EndOthersAsync(caller, http.RequestAborted));

    private static async Task EndAsync(HttpContext http, Func<Sessions, Caller, Task<Result<Done>>> end)
    {
        var asked = await AccountCaller.OfAsync(http);
        if (!asked.Is(out var caller, out var failure) || !(await end(Core(http), caller)).Is(out _, out failure))
        {
            await AccountErrors.WriteAsync(http, failure);
            return;
        }

        // Whoever ends the session that asks signs out.
        if (caller.Session == http.Request.RouteValues["id"] as string && !Credentials.ArePresented(http.Request)) SessionCookie.Clear(http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Sessions Core(HttpContext http) => http.RequestServices.GetRequiredService<Sessions>();
}
