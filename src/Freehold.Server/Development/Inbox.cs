using System.Text.Json;
using System.Text.Json.Serialization;
using Freehold.Messaging;

namespace Freehold.Server.Development;

/// <summary><c>/dev/inbox</c>: the captured messages.</summary>
internal static class Inbox
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Newest first; waits a moment for what is still on its way, so that whoever asked for a code finds it.</summary>
    public static async Task ReadAsync(HttpContext http)
    {
        await http.RequestServices.GetRequiredService<OutboxProgress>().UntilTriedAsync(LongestWait, http.RequestAborted);
        var to = http.Request.Query["to"].ToString();
        var messages = http.RequestServices.GetRequiredService<CapturedMessages>().NewestFirst(to.Length > 0 ? to : null);
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync([.. messages.Select(Entry.From)], InboxJson.Default.EntryArray, cancellationToken: http.RequestAborted);
    }

    public static Task ClearAsync(HttpContext http)
    {
        http.RequestServices.GetRequiredService<CapturedMessages>().Clear();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    internal sealed record Entry(string Channel, string To, string? Subject, string Text, string? Code, string? Token, string? Link, DateTimeOffset At)
    {
        public static Entry From(CapturedMessage captured)
        {
            var message = captured.Message;
            return new(message.Channel == MessageChannel.Sms ? "sms" : "email", message.To, message.Subject, message.Text, captured.Code, captured.Token, captured.Link, captured.At);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Inbox.Entry[]))]
internal sealed partial class InboxJson : JsonSerializerContext;
