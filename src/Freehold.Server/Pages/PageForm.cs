namespace Freehold.Server.Pages;

/// <summary>What a page's form sent.</summary>
internal static class PageForm
{
    private const int MostBytes = 16 * 1024;

    /// <summary>The form, or null when it is none, too long, or was sent by another site.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (!IsOwn(request) || request.ContentLength > MostBytes) return null;
        if (request.ContentLength is null or 0 && request.ContentType is null) return FormCollection.Empty;
        if (!request.HasFormContentType) return null;
        try
        {
            return await request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { BufferBodyLengthLimit = MostBytes, ValueLengthLimit = MostBytes, ValueCountLimit = 16 }, http.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>
    /// Browsers say where a form comes from. Without a referrer the origin is <c>null</c> (Fetch, 3.1), and old browsers say
    /// nothing: then SameSite keeps the cookie away from other sites.
    /// </summary>
    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is "" or "same-origin" or "none";
    }
}
