using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Calls 1 to 4: tokens.</summary>
internal static class ClientLogin
{
    public static async Task SignInAsync(HttpContext http)
    {
        var ct = http.RequestAborted;
        var read = await JsonBody.ReadAsync(http.Request, ct);
        if (!read.Is(out var document, out var failure))
        {
            await SyneriseErrors.WriteAsync(http, failure);
            return;
        }

        using (document)
        {
            var root = document.RootElement;
            var signedIn = await http.RequestServices.GetRequiredService<SignIns>()
                .WithPasswordAsync(root.GetProperty("email").GetString()!, root.GetProperty("password").GetString()!, ClientOrigin.Of(http, "synerise/login"), ct);
            if (signedIn.Is(out var token, out failure)) await SyneriseJson.WriteAsync(http, 200, token, (json, issued) => { json.WriteStartObject(); json.WriteString("token"u8, issued.Text); json.WriteEndObject(); });
            else await SyneriseErrors.WriteAsync(http, failure);
        }
    }
}
