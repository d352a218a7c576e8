using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>Everything of the own account to take along.</summary>
internal static class OwnExport
{
    public static async Task ReadAsync(HttpContext http, Caller caller)
    {
        var exported = await http.RequestServices.GetRequiredService<OwnExports>().OfAsync(caller, http.RequestAborted);
        if (!exported.Is(out var document, out var failure))
        {
            await AccountErrors.WriteAsync(http, failure);
            return;
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = document.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"account.json\"";
        await http.Response.BodyWriter.WriteAsync(document, http.RequestAborted);
    }
}
