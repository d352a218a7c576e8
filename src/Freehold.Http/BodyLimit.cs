using Microsoft.AspNetCore.Http.Metadata;

namespace Freehold.Http;

/// <summary>How much a route reads; metadata that the server enforces. The numbers are of the security page.</summary>
public sealed class BodyLimit : IRequestSizeLimitMetadata
{
    private BodyLimit(long bytes) => MaxRequestBodySize = bytes;

    /// <summary>64 KiB; what every route takes that says nothing else.</summary>
    public static BodyLimit Customers { get; } = new(JsonBody.MostBytes);

    /// <summary>32 MiB, for JSON of the business side.</summary>
    public static BodyLimit Business { get; } = new(32 * 1024 * 1024);

    /// <summary>256 MiB, for lines that are read one by one.</summary>
    public static BodyLimit Streamed { get; } = new(256 * 1024 * 1024);

    /// <summary>The number of bytes.</summary>
    public long? MaxRequestBodySize { get; }
}
