using Freehold.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Freehold.Server.Pages;

/// <summary>What a page's form sent.</summary>
internal static class PageForm
{
    private const int MostBytes = 16 * 1024;
    private const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>The form, or null when it is none of ours, too long, broken, or was sent by another site.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (CrossSite.Made(http, hidesOrigin: true) || request.ContentLength > MostBytes) return null;
        if (request.ContentLength is null or 0 && request.ContentType is null) return FormCollection.Empty;
        if (!MediaType.Equals(request.GetTypedHeaders().ContentType?.MediaType.Value, StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            // Our pages are UTF-8, and so is what browsers send from them, whatever charset somebody else names.
            return new FormCollection(await new FormPipeReader(request.BodyReader) { ValueLengthLimit = MostBytes, ValueCountLimit = 16 }.ReadFormAsync(http.RequestAborted));
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException { StatusCode: not StatusCodes.Status408RequestTimeout })
        {
            return null;
        }
    }
}
