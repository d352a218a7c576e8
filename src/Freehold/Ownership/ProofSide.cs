namespace Freehold;

/// <summary>From where a mailbox was proved.</summary>
public enum ProofSide
{
    /// <summary>By somebody who is signed in to the account, or typed its current password.</summary>
    Inside,
    /// <summary>By somebody who shows nothing but the mailbox.</summary>
    Outside,
}
