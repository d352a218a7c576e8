namespace Freehold;

/// <summary>The senders of this deployment.</summary>
public sealed class MessageSenders
{
    private readonly Dictionary<MessageChannel, IMessageSender> byChannel = [];

    /// <summary>Takes the last sender registered for each channel.</summary>
    public MessageSenders(IEnumerable<IMessageSender> senders)
    {
        ArgumentNullException.ThrowIfNull(senders);
        foreach (var sender in senders) byChannel[sender.Channel] = sender;
    }

    /// <summary>Whether messages of a channel can leave at all.</summary>
    public bool Reaches(MessageChannel channel) => byChannel.ContainsKey(channel);

    internal IMessageSender For(MessageChannel channel) =>
        byChannel.GetValueOrDefault(channel) ?? throw new InvalidOperationException($"No sender is configured for {channel}.");
}
