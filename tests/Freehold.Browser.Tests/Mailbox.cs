using System.Text.Json;

namespace Freehold.Browser.Tests;

/// <summary>What was mailed, as the server of Development shows it.</summary>
internal static class Mailbox
{
    /// <summary>The link of the newest message to somebody.</summary>
    public static async Task<string> LinkAsync(TestServer server, string to)
    {
        using var inbox = JsonDocument.Parse(await server.Client.GetStringAsync($"/dev/inbox?to={Uri.EscapeDataString(to)}", TestContext.Current.CancellationToken));
        return inbox.RootElement.EnumerateArray().Select(message => message.GetProperty("link").GetString()).First(link => link is not null)!;
    }
}
