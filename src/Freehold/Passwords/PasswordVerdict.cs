namespace Freehold;

/// <summary>What comparing a password with the stored hash showed.</summary>
public enum PasswordVerdict
{
    /// <summary>Another password, no account, or no readable hash; the same work was done for each.</summary>
    Wrong,
    /// <summary>The right password.</summary>
    Right,
    /// <summary>The right password, under a hash weaker than the setting: hash it anew now that it is known.</summary>
    RightButWeak,
}
