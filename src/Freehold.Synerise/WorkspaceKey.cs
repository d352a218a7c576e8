using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>The key of the workspace that a sign-in shows.</summary>
internal static class WorkspaceKey
{
    /// <summary>Answers what is wrong with the fields, or with the key; false, and nothing answered, where nothing is.</summary>
    /// <param name="right">Which of the workspace's keys it must be.</param>
    public static async Task<bool> RefusedAsync(HttpContext http, Sent sent, string? apiKey, Func<WorkspaceOptions, string> right)
    {
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else if (!Credentials.KeyMatches(apiKey, right(http.RequestServices.GetRequiredService<FreeholdOptions>().Workspace)))
            await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.WrongCredentials, "apiKey"));
        else return false;
        return true;
    }
}
