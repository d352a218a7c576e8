using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Freehold.Messaging;

/// <summary>Chooses where messages go.</summary>
public static class MessageSending
{
    /// <summary>Keeps the messages of a channel in memory (<see cref="CapturedMessages"/>) instead of sending them.</summary>
    public static FreeholdServices CaptureMessages(this FreeholdServices freehold, MessageChannel channel)
    {
        ArgumentNullException.ThrowIfNull(freehold);
        freehold.Services.TryAddSingleton<CapturedMessages>();
        freehold.Services.AddSingleton<IMessageSender>(provider => new CapturingSender(channel, provider.GetRequiredService<CapturedMessages>()));
        return freehold;
    }
}
