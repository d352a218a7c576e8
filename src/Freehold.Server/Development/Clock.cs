using System.Text.Json;
using System.Text.Json.Serialization;

namespace Freehold.Server.Development;

/// <summary><c>/dev/clock</c>: tells the application's clock and moves it forward.</summary>
internal static class Clock
{
    private const double MostSeconds = 100 * 365.25 * 24 * 3600;

    public static Task ReadAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(new Reading(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()), ClockJson.Default.Reading, cancellationToken: http.RequestAborted);
    }

    public static async Task MoveAsync(HttpContext http)
    {
        var step = await ReadStepAsync(http);
        if (step?.AdvanceSeconds is not (>= 0 and <= MostSeconds) || http.RequestServices.GetRequiredService<TimeProvider>() is not AdjustableClock clock)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync("""Send {"advanceSeconds": n}: the clock only moves forward, by a hundred years at most.""", http.RequestAborted);
            return;
        }

        clock.Advance(TimeSpan.FromSeconds(step.AdvanceSeconds.Value));
        await ReadAsync(http);
    }

    private static async Task<Step?> ReadStepAsync(HttpContext http)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, ClockJson.Default.Step, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Step(double? AdvanceSeconds);

    internal sealed record Reading(DateTimeOffset Now);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Clock.Step))]
[JsonSerializable(typeof(Clock.Reading))]
internal sealed partial class ClockJson : JsonSerializerContext;
