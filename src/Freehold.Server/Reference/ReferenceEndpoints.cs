using Freehold.Http;
using Microsoft.OpenApi;

namespace Freehold.Server.Reference;

/// <summary><c>/openapi/v1.json</c> and the page to read it.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReference(this WebApplication app)
    {
        app.MapMethods("/openapi/v1.json", ["GET"], WriteAsync).WithMetadata(Access.Public, new Described("This interface as OpenAPI 3.1.") { AnswersType = Described.Json });
        app.MapMethods("/reference", ["GET"], ReferencePage.ShowAsync).WithMetadata(Access.Public, Described.Page("This interface for people."));
    }

    private static async Task WriteAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var cookie = SessionCookie.Name(services.GetRequiredService<SessionCookieOptions>());
        var document = OpenApi.Of(Call.All(services.GetRequiredService<EndpointDataSource>()), services.GetRequiredService<FreeholdOptions>().PublicUrl, cookie);
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1, http.RequestAborted);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json.GetBuffer().AsMemory(0, (int)json.Length), http.RequestAborted);
    }
}
