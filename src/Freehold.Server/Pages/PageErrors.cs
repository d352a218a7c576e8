namespace Freehold.Server.Pages;

/// <summary>The pages' only table from failures to answers.</summary>
internal static class PageErrors
{
    /// <summary>Status and text of a failure.</summary>
    public static (int Status, PageText Text) Of(Failure failure) => failure.Code switch
    {
        FailureCode.Required or FailureCode.EmptyText => (422, PageText.FailureNoPassword),
        FailureCode.PasswordTooShort => (422, PageText.FailurePasswordTooShort),
        FailureCode.PasswordBlocked => (422, PageText.FailurePasswordBlocked),
        FailureCode.PasswordTooSimple => (422, PageText.FailurePasswordTooSimple),
        FailureCode.TooLong => (422, PageText.FailureTooLong),
        FailureCode.Malformed => (422, PageText.FailureMalformed),
        FailureCode.WrongPassword => (403, PageText.FailureWrongPassword),
        FailureCode.WrongCredentials => (401, PageText.FailureWrongCredentials),
        FailureCode.NotSignedIn => (401, PageText.FailureNotSignedIn),
        FailureCode.WrongMethod => (409, PageText.FailureWrongMethod),
        FailureCode.NoChannel => (409, PageText.FailureNoChannel),
        FailureCode.Taken => (409, PageText.FailureTaken),
        FailureCode.ChangesFrozen => (403, PageText.FailureChangesFrozen),
        FailureCode.NotActivated => (403, PageText.FailureNotActivated),
        FailureCode.DeviceNotConfirmed => (403, PageText.FailureDeviceNotConfirmed),
        FailureCode.Locked => (423, PageText.FailureLocked),
        FailureCode.TooManyTries or FailureCode.Throttled or FailureCode.LimitReached => (429, PageText.FailureTooMany),
        FailureCode.Busy or FailureCode.Unavailable => (503, PageText.FailureBusy),
        FailureCode.WrongCode or FailureCode.NotFound => (404, PageText.LinkUnknown),
        FailureCode.StepUpRequired or FailureCode.Forbidden => (403, PageText.FailureForbidden),
        FailureCode.OutOfRange or FailureCode.WrongType or FailureCode.ReadOnly or FailureCode.TooMany or FailureCode.Stale => (400, PageText.FailureOther),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure.Code, "Not in the table."),
    };
}
