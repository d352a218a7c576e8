using Freehold.Http;
using Microsoft.OpenApi;

namespace Freehold.Server.Reference;

/// <summary><c>/openapi/v1.json</c> and the page to read it.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReference(this WebApplication app)
    {
        // Routes do not change while they are served.
        var document = new Lazy<Task<byte[]>>(() => BuildAsync(app.Services));
        app.MapMethods("/openapi/v1.json", ["GET"], http => WriteAsync(http, document.Value)).WithMetadata(Access.Public, new Described("This interface as OpenAPI 3.1.") { AnswersType = Described.Json });
        app.MapMethods("/reference", ["GET"], ReferencePage.ShowAsync).WithMetadata(Access.Public, Described.Page("This interface for people."));
    }

    private static async Task<byte[]> BuildAsync(IServiceProvider services)
    {
        var cookie = SessionCookie.Name(services.GetRequiredService<SessionCookieOptions>());
        var document = OpenApi.Of(Call.All(services.GetRequiredService<EndpointDataSource>()), services.GetRequiredService<FreeholdOptions>().PublicUrl, cookie);
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return json.ToArray();
    }

    private static async Task WriteAsync(HttpContext http, Task<byte[]> document)
    {
        var json = await document;
        http.Response.ContentType = Described.Json;
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }
}
