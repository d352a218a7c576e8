using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.Http;

/// <summary>Reads what a client sent: JSON within the limits of the security page (64 KiB, 16 levels), or the reason why not.</summary>
public static class JsonBody
{
    /// <summary>64 KiB for customers.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>The document; the caller disposes it.</summary>
    /// <returns><see cref="FailureCode.TooLong"/> for a body over the limit, <see cref="FailureCode.Malformed"/> for anything that is not JSON in UTF-8; the field is <c>body</c>.</returns>
    public static Task<Result<JsonDocument>> ReadAsync(HttpRequest request, CancellationToken ct) => ReadAsync(request, MostBytes, ct);

    /// <summary>The document of a route with a limit of its own; the caller disposes it.</summary>
    /// <returns><see cref="FailureCode.TooLong"/> for a body over the limit, <see cref="FailureCode.Malformed"/> for anything that is not JSON in UTF-8; the field is <c>body</c>.</returns>
    public static async Task<Result<JsonDocument>> ReadAsync(HttpRequest request, long mostBytes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > mostBytes) return new Failure(FailureCode.TooLong, "body");
        using var body = new MemoryStream();
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(8192);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
            {
                if (body.Length + read > mostBytes) return new Failure(FailureCode.TooLong, "body");
                body.Write(buffer, 0, read);
            }

            var bytes = body.ToArray();
            return JsonTexts.AreReadable(bytes) ? JsonDocument.Parse(bytes, Options) : new Failure(FailureCode.Malformed, "body");
        }
        catch (JsonException)
        {
            return new Failure(FailureCode.Malformed, "body");
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode != StatusCodes.Status408RequestTimeout)
        {
            return new Failure(bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? FailureCode.TooLong : FailureCode.Malformed, "body");
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
