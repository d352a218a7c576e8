using Freehold.Http;

namespace Freehold.Server.Pages;

/// <summary>What a page's form sent.</summary>
internal static class PageForm
{
    private const int MostBytes = 16 * 1024;

    /// <summary>The form, or null when it is none, too long, or was sent by another site.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (CrossSite.Made(http, hidesOrigin: true) || request.ContentLength > MostBytes) return null;
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
}
