using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>The server's clock, by which apps date what they gather.</summary>
internal static class ServerTime
{
    public static Task TellAsync(HttpContext http) =>
        SyneriseJson.WriteAsync(
            http,
            StatusCodes.Status200OK,
            http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
            static (json, now) =>
            {
                json.WriteStartObject();
                json.WriteString("serverTime"u8, now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            });
}
