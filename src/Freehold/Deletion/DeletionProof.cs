namespace Freehold;

/// <summary>What the caller shows for being the account's owner when asking for its deletion.</summary>
public abstract record DeletionProof
{
    private DeletionProof()
    {
    }

    /// <summary>Nothing but a session: a confirming link is mailed, nothing is deleted.</summary>
    public sealed record None : DeletionProof;

    /// <summary>A session that proved the password a while ago at most; an older one counts as <see cref="None"/>.</summary>
    /// <param name="Within">How long ago the proof may be.</param>
    public sealed record RecentSession(TimeSpan Within) : DeletionProof;

    /// <summary>The current password, typed for this very purpose.</summary>
    /// <param name="Text">The password; checked here, outside of any transaction.</param>
    public sealed record Password(string Text) : DeletionProof
    {
        /// <inheritdoc/>
        public override string ToString() => "(password)";
    }

    /// <summary>A token of the identity provider that the account signs in with, made for this very purpose.</summary>
    /// <param name="Identity">The token; checked outside of any transaction.</param>
    public sealed record Provider(IdentityToken Identity) : DeletionProof;
}

/// <summary>What became of the account.</summary>
public enum DeletionOutcome
{
    /// <summary>Erased for good.</summary>
    Erased,
    /// <summary>Looks deleted everywhere; a mailed link takes it back until the grace ends.</summary>
    Leaving,
    /// <summary>Nothing happened yet: a link was mailed that confirms the deletion.</summary>
    ConfirmationMailed,
}
