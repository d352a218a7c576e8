namespace Freehold;

/// <summary>Which text a message is; each has a file per language in <c>Messages/Templates</c>.</summary>
public static class MessageTemplate
{
    /// <summary>Asks to prove the mailbox: <c>link</c>.</summary>
    public const string VerifyEmail = "verify-email";
    /// <summary>Activates an account by a PIN: <c>code</c>, <c>link</c> where there is one.</summary>
    public const string ActivationPin = "activation-pin";
    /// <summary>Sets a new password: <c>link</c>.</summary>
    public const string ResetPassword = "reset-password";
    /// <summary>Sets the first password: <c>link</c>.</summary>
    public const string SetPassword = "set-password";
    /// <summary>Confirms a change of the e-mail address: <c>token</c>, <c>new</c>.</summary>
    public const string EmailChangeCode = "email-change-code";
    /// <summary>Tells an owner that somebody tried to take the address: nothing.</summary>
    public const string EmailChangeOwner = "email-change-owner";
    /// <summary>Proves a phone: <c>code</c>.</summary>
    public const string PhoneCode = "phone-code";
    /// <summary>Tells of a changed e-mail address: <c>old</c>, <c>new</c>, <c>link</c> (undo).</summary>
    public const string NoticeEmailChanged = "notice-email-changed";
    /// <summary>Tells of a changed phone: <c>old</c>, <c>new</c>, <c>link</c> (undo).</summary>
    public const string NoticePhoneChanged = "notice-phone-changed";
    /// <summary>Tells of a changed password: <c>link</c> (undo).</summary>
    public const string NoticePasswordChanged = "notice-password-changed";
    /// <summary>Tells of a changed login code: <c>old</c>, <c>new</c>, <c>link</c> (undo).</summary>
    public const string NoticeCodeChanged = "notice-code-changed";
    /// <summary>Tells a mailbox that was never proved that something changed: nothing.</summary>
    public const string NoticeChanged = "notice-changed";
    /// <summary>What stood before was restored and a new password must be set: <c>link</c> (reset).</summary>
    public const string UndoDone = "undo-done";
    /// <summary>Proves the mailbox again before a sensitive change: <c>link</c>.</summary>
    public const string StepUp = "step-up";
    /// <summary>Asks whether a sign-in from an unknown device was the customer's: <c>link</c>, <c>address</c> (from where it came).</summary>
    public const string ConfirmDevice = "confirm-device";
    /// <summary>Tells of a new device: <c>address</c> (from where it came).</summary>
    public const string NoticeNewDevice = "notice-new-device";
    /// <summary>Confirms a deletion: <c>link</c>.</summary>
    public const string ConfirmDeletion = "confirm-deletion";
    /// <summary>Takes a deletion back: <c>link</c>.</summary>
    public const string CancelDeletion = "cancel-deletion";
    /// <summary>The last message of an account: what was erased, what is kept and why: <c>account</c> (its number, for those who keep copies of messages).</summary>
    public const string DeletionReceipt = "deletion-receipt";
    /// <summary>Tells an owner that somebody registered the address again: <c>link</c> (reset), where there is one.</summary>
    public const string RegistrationAttempt = "registration-attempt";
    /// <summary>Opens password sign-in again after too many failures: <c>link</c>.</summary>
    public const string SignInLocked = "sign-in-locked";

    /// <summary>Every name above.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        VerifyEmail, ActivationPin, ResetPassword, SetPassword, EmailChangeCode, EmailChangeOwner, PhoneCode, NoticeEmailChanged, NoticePhoneChanged,
        NoticePasswordChanged, NoticeCodeChanged, NoticeChanged, UndoDone, StepUp, ConfirmDevice, NoticeNewDevice, ConfirmDeletion, CancelDeletion, DeletionReceipt, RegistrationAttempt, SignInLocked,
    ];
}
