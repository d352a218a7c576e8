using System.Text.Json;
using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Freehold.Synerise;

/// <summary>Reads the JSON object of a call, or answers 400, 413 or 415 itself.</summary>
internal static class RequestBody
{
    /// <summary>The object; null when it was bad and has been answered.</summary>
    public static Task<Sent?> ReadAsync(HttpContext http) => ReadAsync(http, IsJson(http.Request));

    /// <summary>The document of a call of the business side, which may be large; null when it was bad and has been answered.</summary>
    public static Task<JsonDocument?> ReadLargeAsync(HttpContext http) => ReadAsync(http, IsJson(http.Request), BodyLimit.Business.MaxRequestBodySize!.Value);

    /// <summary>The document of a call that takes an array; null when it was bad and has been answered.</summary>
    public static Task<JsonDocument?> ReadAnyAsync(HttpContext http) => ReadAsync(http, IsJson(http.Request), JsonBody.MostBytes);

    /// <summary>The object of a call whose documented examples set no content type, so that curl makes one up: only what is clearly something else is refused.</summary>
    public static Task<Sent?> ReadOfAnyTypeAsync(HttpContext http) => ReadAsync(http, !IsClearlyOther(http.Request));

    /// <summary>The object of a call that may come without a body.</summary>
    public static async Task<Sent?> ReadIfAnyAsync(HttpContext http) => await HasBodyAsync(http.Request) ? await ReadAsync(http) : new Sent(default, null);

    /// <summary>Whether there is a body; one that comes in pieces may turn out to have none.</summary>
    private static async Task<bool> HasBodyAsync(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } || request.ContentLength == 0) return false;
        if (request.ContentLength > 0) return true;
        try
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            request.BodyReader.AdvanceTo(read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (BadHttpRequestException)
        {
            // Whoever reads it meets the same and answers it.
            return true;
        }
    }

    private static async Task<Sent?> ReadAsync(HttpContext http, bool typeIsGood)
    {
        if (await ReadAsync(http, typeIsGood, JsonBody.MostBytes) is not { } document) return null;
        if (document.RootElement.ValueKind == JsonValueKind.Object) return new Sent(document.RootElement, document);

        document.Dispose();
        await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.WrongType, "body"));
        return null;
    }

    private static async Task<JsonDocument?> ReadAsync(HttpContext http, bool typeIsGood, long mostBytes)
    {
        if (!typeIsGood)
        {
            await SyneriseErrors.WriteWrongTypeAsync(http);
            return null;
        }

        var read = await JsonBody.ReadAsync(http.Request, mostBytes, http.RequestAborted);
        if (read.Is(out var document, out var failure)) return document;

        await SyneriseErrors.WriteAsync(http, failure);
        return null;
    }

    private static bool IsJson(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType)) return true;
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsClearlyOther(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return false;
        var kind = type.Type.ToString().ToLowerInvariant();
        return kind is "multipart" or "image" or "audio" or "video" or "font"
            || type.SubType.Equals("xml", StringComparison.OrdinalIgnoreCase)
            || type.SubType.Equals("html", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("xml", StringComparison.OrdinalIgnoreCase);
    }
}
