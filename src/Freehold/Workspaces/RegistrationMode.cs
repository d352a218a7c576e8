namespace Freehold;

/// <summary>What a new customer must do before the first sign-in.</summary>
public enum RegistrationMode
{
    /// <summary>Nothing; the mailbox may be proved at any time.</summary>
    Automatic,
    /// <summary>Nothing either, but the workspace expects the mailbox to be proved.</summary>
    Confirmation,
    /// <summary>Follow the mailed link.</summary>
    Activation,
    /// <summary>Type the mailed PIN on the device that asked for it.</summary>
    Pin,
    /// <summary>As <see cref="Pin"/>, but only where an identity provider did not vouch for the e-mail.</summary>
    PinForThirdParties,
}

/// <summary>Registration modes as settings name them; only <c>AUTOMATIC</c> is in public material.</summary>
public static class RegistrationModes
{
    private static readonly (RegistrationMode Mode, string Name)[] Names =
    [
        (RegistrationMode.Automatic, "AUTOMATIC"), (RegistrationMode.Confirmation, "CONFIRMATION"), (RegistrationMode.Activation, "ACTIVATION"),
        (RegistrationMode.Pin, "PIN"), (RegistrationMode.PinForThirdParties, "PIN_THIRD_PARTY"),
    ];

    /// <summary>The name of a mode.</summary>
    public static string NameOf(RegistrationMode mode) => Array.Find(Names, known => known.Mode == mode).Name;

    /// <summary>Reads a name in any case.</summary>
    public static Result<RegistrationMode> Parse(string text, string field)
    {
        foreach (var (mode, name) in Names)
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase)) return mode;
        return new Failure(FailureCode.OutOfRange, field) { Rejected = text };
    }

    /// <summary>Whether an account waits for its activation before the first sign-in.</summary>
    /// <param name="isThirdParty">Whether an identity provider signed the customer in without vouching for the e-mail.</param>
    internal static bool Waits(this RegistrationMode mode, bool isThirdParty) =>
        mode is RegistrationMode.Activation or RegistrationMode.Pin || (isThirdParty && mode == RegistrationMode.PinForThirdParties);

    /// <summary>Whether the activation asks for a PIN rather than for a link.</summary>
    internal static bool AsksForPin(this RegistrationMode mode) => mode is RegistrationMode.Pin or RegistrationMode.PinForThirdParties;
}
