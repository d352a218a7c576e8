namespace Freehold.Aimeos;

/// <summary>What the body of a POST or PATCH says about the customer, once it is trusted.</summary>
internal sealed class CustomerInput
{
    public bool HasEmail { get; set; }

    public EmailAddress? Email { get; set; }

    /// <summary>Whether there is a code; an empty one means: as the e-mail.</summary>
    public bool HasCode { get; set; }

    public LoginCode? Code { get; set; }

    /// <summary>Null where there is none or an empty one, which leaves the password as it is.</summary>
    public string? Password { get; set; }

    /// <summary>Profile fields; null empties.</summary>
    public Dictionary<ProfileField, string?> Profile { get; } = [];

    /// <summary>The change that makes an account say the same; what it says already is left out, so that repeating the own e-mail needs no fresh proof.</summary>
    public ProfileChange ChangeOf(Account account, TimeSpan proofNeeded)
    {
        var change = new ProfileChange { Password = Password, ProofNeeded = proofNeeded };
        foreach (var (field, value) in Profile) change.Fields[field] = value;
        if (Email is not null && Email.Text != account.Email) change.Email = Email;
        if (!HasCode) return change;

        var followsAlready = account.OwnCode is null && change.Email is null;
        if (Code is null) change.Code = followsAlready ? null : AsEmail(account, change.Email);
        else if (followsAlready ? Code.Folded != account.FoldedEmail : Code.Text != account.OwnCode) change.Code = Code;
        return change;
    }

    private static LoginCode? AsEmail(Account account, EmailAddress? email) =>
        LoginCode.Parse(email?.Text ?? account.Email, "code").Is(out var code, out _) ? code : null;
}
