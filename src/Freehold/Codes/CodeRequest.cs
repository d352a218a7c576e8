namespace Freehold;

/// <summary>Where a code goes: a phone or a mailbox.</summary>
/// <param name="Phone">The phone, for a code by SMS.</param>
/// <param name="Email">The mailbox, where there is no phone.</param>
internal sealed record CodeRecipient(Phone? Phone, EmailAddress? Email)
{
    /// <summary>Whether there is no account behind it: the work is done, and the message is worthless when it is written, so no worker ever sends it. It counts apart, or strangers could use up the messages of whoever registers the address later.</summary>
    public bool IsNobody { get; init; }

    public MessageChannel Channel => Phone is null ? MessageChannel.Email : MessageChannel.Sms;

    public string Text => IsNobody ? "" : Phone?.Text ?? Email!.Text;

    /// <summary>What the recipient is counted by, whoever asks.</summary>
    public string Key => Phone?.Digits ?? Email!.Folded;
}

/// <summary>A code that is asked for.</summary>
/// <param name="Purpose">One of <see cref="CodePurpose"/>.</param>
/// <param name="Target">What it confirms, as typed: the new e-mail or phone.</param>
/// <param name="TargetKey">What the target is compared by.</param>
/// <param name="Recipient">Where it goes.</param>
/// <param name="Template">The text of the message, one of <see cref="MessageTemplate"/>.</param>
/// <param name="Values">What the text is filled with besides the code.</param>
internal sealed record CodeRequest(string Purpose, string Target, string TargetKey, CodeRecipient Recipient, string Template, IReadOnlyDictionary<string, string> Values);
