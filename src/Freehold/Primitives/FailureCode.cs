namespace Freehold;

/// <summary>Every business fact that can refuse an operation; closed, so that each dialect's table is complete (a test walks it).</summary>
public enum FailureCode
{
    // What was sent
    /// <summary>A needed value is absent or null.</summary>
    Required,
    /// <summary>An empty text where the contract asks for a value or null.</summary>
    EmptyText,
    /// <summary>Not of the field's form.</summary>
    Malformed,
    /// <summary>Longer than the field holds.</summary>
    TooLong,
    /// <summary>Of the right form, but not a value that is allowed (an impossible date, a longitude of 999).</summary>
    OutOfRange,
    /// <summary>Another JSON type than the field has.</summary>
    WrongType,
    /// <summary>The field may not be changed this way.</summary>
    ReadOnly,
    /// <summary>Fewer characters than the password rule asks for.</summary>
    PasswordTooShort,
    /// <summary>A password that is too common, or made of the customer's own data.</summary>
    PasswordBlocked,
    /// <summary>A password that the workspace's composition policy refuses.</summary>
    PasswordTooSimple,
    /// <summary>More entries than one call may carry.</summary>
    TooMany,

    // Who asks
    /// <summary>Nobody is signed in, or the session, token or account is no longer good.</summary>
    NotSignedIn,
    /// <summary>The caller is known but may not do this.</summary>
    Forbidden,
    /// <summary>The sign-in is too old for this change; prove the password again.</summary>
    StepUpRequired,
    /// <summary>E-mail (or code) and password do not go together.</summary>
    WrongCredentials,
    /// <summary>The current password, or the identity provider's token in its place, does not match.</summary>
    WrongPassword,
    /// <summary>The account signs in another way than the one this call is for.</summary>
    WrongMethod,
    /// <summary>The account must be activated first.</summary>
    NotActivated,
    /// <summary>The password is right, but the device is unknown: it must be confirmed by the mailed link first.</summary>
    DeviceNotConfirmed,
    /// <summary>Too many failures; a mailed link opens the account again.</summary>
    Locked,

    // Codes and links
    /// <summary>The code or token is wrong, expired, used, or for something else.</summary>
    WrongCode,
    /// <summary>The tries of this code are used up.</summary>
    TooManyTries,
    /// <summary>There is no channel that a code could be sent over.</summary>
    NoChannel,

    // State
    /// <summary>Another account or entry has this value.</summary>
    Taken,
    /// <summary>There is no such thing, or not for this caller.</summary>
    NotFound,
    /// <summary>An undo is open or was just done; sign-in data is frozen for the time being.</summary>
    ChangesFrozen,
    /// <summary>The entry was changed by somebody else meanwhile.</summary>
    Stale,

    // Limits
    /// <summary>The number of new accounts from this address is used up for now.</summary>
    LimitReached,
    /// <summary>Too many requests of this kind; see <see cref="Failure.RetryAfter"/>.</summary>
    Throttled,
    /// <summary>Momentarily overloaded; see <see cref="Failure.RetryAfter"/>.</summary>
    Busy,
    /// <summary>An outside party (identity provider, gateway) does not answer.</summary>
    Unavailable,
}
