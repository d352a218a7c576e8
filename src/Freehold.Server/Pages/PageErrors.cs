namespace Freehold.Server.Pages;

/// <summary>The pages' only table from failures to answers.</summary>
internal static class PageErrors
{
    /// <summary>Status and text of a failure.</summary>
    public static (int Status, string Text) Of(Failure failure) => failure.Code switch
    {
        FailureCode.Required or FailureCode.EmptyText => (422, "Please type a new password."),
        FailureCode.PasswordTooShort => (422, "This password is too short."),
        FailureCode.PasswordBlocked => (422, "This password is easy to guess, because many people use it or it is made of your own data. Please choose another."),
        FailureCode.PasswordTooSimple => (422, "Please use upper and lower case letters, digits and other characters."),
        FailureCode.TooLong => (422, "This is too long."),
        FailureCode.Malformed => (422, "This has characters that cannot be used."),
        FailureCode.WrongPassword => (403, "This is not the current password."),
        FailureCode.WrongCredentials => (401, "E-mail and password do not go together."),
        FailureCode.NotSignedIn => (401, "Please open this page in the browser in which you are signed in."),
        FailureCode.WrongMethod => (409, "This account has no password."),
        FailureCode.NoChannel => (409, "This account has no e-mail address to which a link could be sent."),
        FailureCode.Taken => (409, "Another account uses this address by now, and its owner has confirmed it."),
        FailureCode.ChangesFrozen => (403, "Sign-in data cannot be changed for now, because a change was just undone."),
        FailureCode.NotActivated => (403, "Please confirm your e-mail address first; the link was mailed to you."),
        FailureCode.Locked => (423, "Too many failed attempts. Please follow the link that was mailed to you."),
        FailureCode.TooManyTries or FailureCode.Throttled or FailureCode.LimitReached => (429, "Too many attempts. Please try again later."),
        FailureCode.Busy or FailureCode.Unavailable => (503, "We are momentarily overloaded. Please try again."),
        FailureCode.WrongCode or FailureCode.NotFound => (404, "This link is no longer valid."),
        FailureCode.StepUpRequired or FailureCode.Forbidden => (403, "This is not allowed."),
        FailureCode.OutOfRange or FailureCode.WrongType or FailureCode.ReadOnly or FailureCode.TooMany or FailureCode.Stale => (400, "That did not work. Please try again."),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure.Code, "Not in the table."),
    };
}
