using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Freehold.Http;

/// <summary>The header that says when to try again (RFC 9110, 10.2.3).</summary>
public static class RetryAfter
{
    /// <summary>Tells it in whole seconds, rounded up; nothing where nobody need wait.</summary>
    public static void Write(HttpContext http, TimeSpan? wait)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (wait is { } time) http.Response.Headers.RetryAfter = ((long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
