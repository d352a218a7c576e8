namespace Freehold;

/// <summary>Whether an account may be used.</summary>
public enum Standing
{
    /// <summary>Switched off by the business side.</summary>
    Disabled = 0,
    /// <summary>In use.</summary>
    Active = 1,
    /// <summary>Looks deleted; erased when the grace ends.</summary>
    Leaving = 2,
    /// <summary>Registered, but the mailbox must be proved before the first sign-in.</summary>
    Waiting = 3,
    /// <summary>Switched off by the business side while it waited: enabled again it waits again.</summary>
    DisabledWaiting = 4,
}
