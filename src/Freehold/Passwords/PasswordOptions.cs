namespace Freehold;

/// <summary>How passwords are judged and hashed: <c>Freehold:Passwords</c>.</summary>
public sealed class PasswordOptions
{
    /// <summary>Where the settings are found.</summary>
    public const string Section = "Freehold:Passwords";

    /// <summary>Fewest code points of a new password; 8 for customers, 15 is NIST 63B-4's profile without a second factor.</summary>
    public int MinLength { get; set; } = 8;

    /// <summary>Most code points of a password; nothing is ever cut off.</summary>
    public int MaxCodePoints { get; set; } = 256;

    /// <summary>Argon2id memory in KiB (OWASP).</summary>
    public int MemoryKib { get; set; } = 19_456;

    /// <summary>Argon2id passes over that memory (OWASP).</summary>
    public int Iterations { get; set; } = 2;

    /// <summary>Argon2id lanes (OWASP).</summary>
    public int Parallelism { get; set; } = 1;

    /// <summary>
    /// Hashes that are computed at once; null is one fewer than there are cores, and at least one. A core that only hashes lets
    /// others wait for milliseconds, so whoever sets as many as there are cores signs in more at a time and reads slower meanwhile.
    /// </summary>
    public int? Threads { get; set; }

    /// <summary>Longest wait for a hash, in seconds; whoever would wait longer is told to come back.</summary>
    public double QueueSeconds { get; set; } = 2;

    /// <summary>What happens to a common or personal password; Development warns, everything else enforces.</summary>
    public BlockedPasswordRule BlockedList { get; set; } = BlockedPasswordRule.Enforce;

    /// <summary>Where breached passwords are looked up by the first five digits of their SHA-1, such as <c>https://api.pwnedpasswords.com/range/</c>; null looks nothing up.</summary>
    public string? BreachedLookupUrl { get; set; }

    /// <summary>Longest wait for that answer, in seconds; then the bundled list alone decides.</summary>
    public double BreachedLookupSeconds { get; set; } = 1;

    /// <summary>Synerise's composition policy: an upper-case and a lower-case letter, a digit, something else, besides <see cref="MinLength"/> (6 at Synerise).</summary>
    public bool Composition { get; set; }
}

/// <summary>What happens to a password on the blocked list.</summary>
public enum BlockedPasswordRule
{
    /// <summary>It is refused.</summary>
    Enforce,
    /// <summary>It is taken, and a warning logged.</summary>
    Warn,
    /// <summary>Nobody looks.</summary>
    Off,
}
