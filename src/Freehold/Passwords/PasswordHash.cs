namespace Freehold;

/// <summary>A stored password string, ready to compare with a password.</summary>
internal abstract class PasswordHash
{
    /// <summary>False where the library that computes it is not installed.</summary>
    public virtual bool CanVerify => true;

    /// <summary>True for whatever deserves a new hash at the next sign-in.</summary>
    public virtual bool IsWeakerThan(PasswordOptions options) => true;

    /// <summary>Whether it was made from this password (UTF-8, without NUL), compared in fixed time.</summary>
    public abstract bool Matches(ReadOnlySpan<byte> password);

    /// <summary>
    /// Reads Argon2, PBKDF2 and scrypt PHC strings, ASP.NET Core Identity's version 3, and libcrypt's bcrypt and scrypt; null for anything else,
    /// and for costs so high that one sign-in would hold the machine (imports are not trusted with that).
    /// </summary>
    public static PasswordHash? Parse(string stored)
    {
        if (!stored.StartsWith('$')) return Pbkdf2Hash.ParseIdentity(stored);
        if (CryptHash.ParseCrypt(stored) is { } crypt) return crypt;
        return PhcString.Parse(stored) is { } phc
            ? (PasswordHash?)Argon2Hash.Parse(phc) ?? (PasswordHash?)Pbkdf2Hash.Parse(phc) ?? ScryptHash.Parse(phc)
            : null;
    }
}
