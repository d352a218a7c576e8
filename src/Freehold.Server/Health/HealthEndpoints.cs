using Freehold.Http;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Freehold.Server.Health;

/// <summary>Whether the process lives, and whether it can serve.</summary>
internal static class HealthEndpoints
{
    private static HttpMethodMetadata OnlyRead { get; } = new([HttpMethods.Get]);

    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(2))
            .AddCheck<KeysHealth>("keys")
            .AddCheck<PasswordHealth>("passwordHashing", timeout: TimeSpan.FromSeconds(2));

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, AllowCachingResponses = true, ResponseWriter = WriteAsync }).WithMetadata(OnlyRead, Access.Public, Told("Whether the process lives.", "{}"));
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { AllowCachingResponses = true, ResponseWriter = WriteAsync }).WithMetadata(OnlyRead, Access.Public, Told("Whether it can serve, and which part cannot; 503 if not.", """{"database":"ready","keys":"ready","passwordHashing":"ready"}"""));
    }

    private static Described Told(string summary, string parts) => Described.Of(summary, null, $$"""{"status":"ready","parts":{{parts}}}""");

    private static Task WriteAsync(HttpContext http, HealthReport report) =>
        JsonAnswer.WriteAsync(http, http.Response.StatusCode, Described.Json, report, static (json, report) =>
        {
            json.WriteStartObject();
            json.WriteString("status"u8, report.Status == HealthStatus.Healthy ? "ready" : "not ready");
            json.WriteStartObject("parts"u8);
            // A part that threw says no more than its name: its message may hold what only the log may know.
            foreach (var (part, entry) in report.Entries) json.WriteString(part, entry.Status == HealthStatus.Healthy ? "ready" : entry.Exception is null ? entry.Description : "does not answer");
            json.WriteEndObject();
            json.WriteEndObject();
        });
}
