namespace Freehold;

/// <summary>The agreements that a customer names in one call; those not named stay as they are.</summary>
/// <param name="Given">Named with yes.</param>
/// <param name="Refused">Named with no.</param>
public readonly record struct AgreementChange(Agreements Given, Agreements Refused)
{
    /// <summary>Whether anything is named.</summary>
    public bool IsEmpty => Given == Agreements.None && Refused == Agreements.None;

    /// <summary>One agreement; null names nothing.</summary>
    public static AgreementChange Of(Agreements agreement, bool? granted) => granted switch
    {
        true => new(agreement, Agreements.None),
        false => new(Agreements.None, agreement),
        null => default,
    };

    /// <summary>The agreements afterwards.</summary>
    public Agreements ApplyTo(Agreements stood) => (stood | Given) & ~Refused;
}
