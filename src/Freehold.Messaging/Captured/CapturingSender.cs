namespace Freehold.Messaging;

/// <summary>Keeps the messages of a channel instead of sending them.</summary>
internal sealed class CapturingSender(MessageChannel channel, CapturedMessages messages) : IMessageSender
{
    public MessageChannel Channel => channel;

    public Task SendAsync(RenderedMessage message, CancellationToken ct)
    {
        messages.Add(message);
        return Task.CompletedTask;
    }
}
