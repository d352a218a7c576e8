using Freehold.Http;
using Microsoft.AspNetCore.Http;

namespace Freehold.AccountApi;

/// <summary>The gate of the business side: its token, or Basic <c>guid:key</c>.</summary>
internal static class Workspace
{
    /// <summary>Why the request may not pass; null when it may.</summary>
    public static async ValueTask<Failure?> RefusalAsync(HttpContext http)
    {
        if (Credentials.IsWorkspace(http)) return null;
        if (await Credentials.BearerAsync(http) is not { } token) return new Failure(FailureCode.NotSignedIn);
        return token.Realm == TokenRealm.Business ? null : new Failure(FailureCode.Forbidden);
    }
}
