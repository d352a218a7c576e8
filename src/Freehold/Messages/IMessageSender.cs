namespace Freehold;

/// <summary>Takes messages of one channel to where they go.</summary>
public interface IMessageSender
{
    /// <summary>The channel it serves.</summary>
    MessageChannel Channel { get; }

    /// <summary>
    /// Hands a message over; returns once the other side has accepted it. Any exception means that it is to be tried again,
    /// but for <see cref="MessageRefusedException"/>. The same message may come again with the same id after a crash.
    /// </summary>
    Task SendAsync(RenderedMessage message, CancellationToken ct);
}

/// <summary>The other side refused a message for good; trying again cannot help.</summary>
/// <param name="reason">Goes into the log, so it must not hold the recipient or the text.</param>
public sealed class MessageRefusedException(string reason) : Exception(reason);
