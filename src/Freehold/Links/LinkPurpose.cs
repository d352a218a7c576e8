namespace Freehold;

/// <summary>What a mailed link does when its page is confirmed.</summary>
public static class LinkPurpose
{
    /// <summary>Proves the mailbox of the current e-mail.</summary>
    public const string VerifyEmail = "verify-email";
    /// <summary>Sets a new password (and proves the mailbox).</summary>
    public const string ResetPassword = "reset-password";
    /// <summary>Sets the first password of an account made without one.</summary>
    public const string SetPassword = "set-password";
    /// <summary>Restores what stood before a change of sign-in data.</summary>
    public const string Undo = "undo";
    /// <summary>Proves the mailbox again before a sensitive change.</summary>
    public const string StepUp = "step-up";
    /// <summary>Makes the device of a refused sign-in known.</summary>
    public const string ConfirmDevice = "confirm-device";
    /// <summary>Confirms a deletion that was asked for in an old session.</summary>
    public const string ConfirmDeletion = "confirm-deletion";
    /// <summary>Takes back a deletion that was made without fresh proof; as long as the grace.</summary>
    public const string CancelDeletion = "cancel-deletion";
}
