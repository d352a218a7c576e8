namespace Freehold;

/// <summary>
/// What a customer changes in one call. A field that is absent stays, a field that is null is emptied: three things,
/// never two. All of it happens or nothing.
/// </summary>
public sealed class ProfileChange
{
    /// <summary>Profile fields in canonical text (see <see cref="ProfileFields.Parse"/>); null empties.</summary>
    public Dictionary<ProfileField, string?> Fields { get; } = [];

    /// <summary>Custom attributes as raw JSON; null deletes.</summary>
    public Dictionary<string, string?> Attributes { get; } = [];

    /// <summary>Whether every custom attribute that stood goes.</summary>
    public bool ClearsAttributes { get; set; }

    /// <summary>The agreements that are named.</summary>
    public AgreementChange Agreements { get; set; }

    /// <summary>
    /// Identifiers as the call repeats them (<c>email</c>, <c>phone</c>, <c>customId</c>, <c>uuid</c>): the current value is
    /// accepted and changes nothing, any other is refused with <see cref="FailureCode.ReadOnly"/>, since changing them takes a proof.
    /// </summary>
    public Dictionary<string, string?> Repeated { get; } = [];

    /// <summary>A new e-mail that takes effect at once, unverified; null leaves it.</summary>
    public EmailAddress? Email { get; set; }

    /// <summary>A new login code; null leaves it.</summary>
    public LoginCode? Code { get; set; }

    /// <summary>A new password; null leaves it.</summary>
    public string? Password { get; set; }

    /// <summary>How fresh the proof of the password must be for <see cref="Email"/>, <see cref="Code"/> and <see cref="Password"/>.</summary>
    public TimeSpan ProofNeeded { get; set; }

    /// <summary>Whether nothing is named; <see cref="Repeated"/> changes nothing.</summary>
    public bool IsEmpty => Fields.Count == 0 && Attributes.Count == 0 && !ClearsAttributes && Agreements.IsEmpty && !TouchesSignIn;

    /// <summary>Whether it is about fields and attributes alone.</summary>
    internal bool IsPlain => Agreements.IsEmpty && !TouchesSignIn;

    /// <summary>Whether sign-in data is among the changes.</summary>
    public bool TouchesSignIn => Email is not null || Code is not null || Password is not null;
}
