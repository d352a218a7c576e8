using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Whether a new password is good enough (NIST 63B-4, ASVS 6.2): long enough, and not one that is guessed first. It is never altered, and never logged or echoed.</summary>
public sealed partial class PasswordPolicy(PasswordOptions options, MessageOptions messages, BreachedPasswords breached, ILogger<PasswordPolicy> log)
{
    internal const string Field = "password";

    /// <summary>As <see cref="Check"/>, and <see cref="FailureCode.PasswordBlocked"/> too where it is known from a breach; never from within a unit of work, since it may ask somebody else's server.</summary>
    public async Task<Failure?> CheckAsync(string password, PasswordContext context, CancellationToken ct)
    {
        if (Check(password, context) is { } refused) return refused;
        return options.BlockedList != BlockedPasswordRule.Off && PasswordText.Read(password, options.MaxCodePoints).Is(out var normal, out _) && await breached.ContainAsync(normal, ct)
            ? Blocked()
            : null;
    }

    /// <summary>
    /// Why the password is refused, or null: <see cref="FailureCode.TooLong"/>, <see cref="FailureCode.Malformed"/> (NUL, lone surrogates),
    /// <see cref="FailureCode.PasswordTooShort"/>, <see cref="FailureCode.PasswordTooSimple"/>, <see cref="FailureCode.PasswordBlocked"/>.
    /// </summary>
    public Failure? Check(string password, PasswordContext context)
    {
        if (!PasswordText.Read(password, options.MaxCodePoints).Is(out var normal, out var failure)) return failure;
        if (PasswordText.CodePoints(normal) < options.MinLength) return new Failure(FailureCode.PasswordTooShort, Field);
        if (options.Composition && !IsMixed(normal)) return new Failure(FailureCode.PasswordTooSimple, Field);
        return options.BlockedList != BlockedPasswordRule.Off && (BlockedPasswords.Contains(normal) || context.Holds(normal, messages.Shop)) ? Blocked() : null;
    }

    private Failure? Blocked()
    {
        if (options.BlockedList == BlockedPasswordRule.Enforce) return new Failure(FailureCode.PasswordBlocked, Field);

        LogBlocked(log);
        return null;
    }

    private static bool IsMixed(string password)
    {
        bool upper = false, lower = false, digit = false, other = false;
        foreach (var rune in password.EnumerateRunes())
        {
            upper |= System.Text.Rune.IsUpper(rune);
            lower |= System.Text.Rune.IsLower(rune);
            digit |= System.Text.Rune.IsDigit(rune);
            other |= !System.Text.Rune.IsLetterOrDigit(rune);
        }
        return upper && lower && digit && other;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A password that Production refuses (common, breached, or made of the customer's own data) was accepted, because Freehold:Passwords:BlockedList is Warn.")]
    private static partial void LogBlocked(ILogger log);
}
