namespace Freehold.Messaging;

/// <summary>A message that was kept instead of sent.</summary>
/// <param name="Message">What would have left.</param>
/// <param name="At">When.</param>
public sealed record CapturedMessage(RenderedMessage Message, DateTimeOffset At)
{
    /// <summary>The confirmation code in it, when it has one.</summary>
    public string? Code => Message.Values.GetValueOrDefault("code");

    /// <summary>The secret that a form asks for, when it has one.</summary>
    public string? Token => Message.Values.GetValueOrDefault("token");

    /// <summary>The link to open, when it has one.</summary>
    public string? Link => Message.Values.GetValueOrDefault("link");
}
