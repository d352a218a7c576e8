using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http;

/// <summary>What browsers say about the page that makes a request; what is no browser says nothing.</summary>
public static class CrossSite
{
    /// <summary>Whether another site makes the request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="hidesOrigin">Whether our own pages hide where they come from, so that their forms say <c>null</c> (Fetch, 3.2).</param>
    /// <param name="frontEnds">Origins that are as good as the own one where they are of the same site, which the cookie is for; null for none.</param>
    public static bool Made(HttpContext http, bool hidesOrigin = false, FrontEnds? frontEnds = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        var sent = http.Request.Headers.Origin is [{ } header] ? header : null;
        var isFrontEnd = sent is not null && frontEnds?.Contains(sent) == true;
        if (http.Request.Headers["Sec-Fetch-Site"] is [{ } site] && !(site is "same-origin" or "none" || (site == "same-site" && isFrontEnd))) return true;
        if (sent is not { } origin || isFrontEnd || (hidesOrigin && origin == "null")) return false;
        var own = http.RequestServices.GetRequiredService<FreeholdOptions>().PublicUrl;
        return !AreSame(origin, own) && !AreSame(origin, $"{http.Request.Scheme}://{http.Request.Host}");
    }

    private static bool AreSame(string origin, string url) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var one) && Uri.TryCreate(url, UriKind.Absolute, out var other)
        && Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
