using Freehold.Http;

namespace Freehold.Server.Development;

/// <summary><c>/dev/shop/</c>: the sample front end of <c>samples/shop</c>, which knows nothing but the public interfaces.</summary>
internal static class SampleShop
{
    private const string Root = "/dev/shop/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
    };

    public static void MapSampleShop(this IEndpointRouteBuilder app) =>
        app.MapMethods(Root + "{file=index.html}", ["GET"], ShowAsync).WithMetadata(Access.Public).ExcludeFromDescription();

    private static async Task ShowAsync(HttpContext http)
    {
        // Answers hold absolute links, which a page of 127.0.0.1 could not follow to localhost; relative names want the final slash.
        var own = new Uri(http.RequestServices.GetRequiredService<FreeholdOptions>().PublicUrl);
        if (!own.Authority.Equals(http.Request.Host.Value, StringComparison.OrdinalIgnoreCase) || http.Request.Path.Value + "/" == Root)
        {
            http.Response.Redirect(own.GetLeftPart(UriPartial.Path).TrimEnd('/') + Root);
            return;
        }

        var file = (string)http.Request.RouteValues["file"]!;
        await using var content = typeof(SampleShop).Assembly.GetManifestResourceStream("shop/" + file);
        if (content is null || !Types.TryGetValue(Path.GetExtension(file), out var type))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = type;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        await content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
