using System.Security.Cryptography;
using System.Text;

namespace Freehold;

/// <summary>
/// Hashes and verifies passwords (Argon2id; PBKDF2-SHA512 where <c>libargon2</c> is not installed), a few at once (<see cref="PasswordOptions.Threads"/>).
/// Whoever would wait longer than the setting gets <see cref="FailureCode.Busy"/> with <see cref="Failure.RetryAfter"/>.
/// Never call it inside a database transaction.
/// </summary>
public sealed class PasswordHashing : IDisposable
{
    private readonly PasswordOptions options;
    private readonly HashingQueue queue;
    private readonly PasswordHash nobody;
    private readonly bool argon2;
    private long hashesDone;

    public PasswordHashing(PasswordOptions options)
        : this(options, Argon2.IsAvailable, options.Threads ?? Math.Max(1, Environment.ProcessorCount - 1))
    {
    }

    internal PasswordHashing(PasswordOptions options, bool argon2, int threads)
    {
        this.options = options;
        this.argon2 = argon2;
        queue = new HashingQueue(TimeSpan.FromSeconds(options.QueueSeconds), threads);
        nobody = argon2 ? Argon2Hash.Unmatched(options) : Pbkdf2Hash.Unmatched();
    }

    /// <summary>Whether <c>libargon2</c> is installed; without it stored Argon2 hashes cannot be verified.</summary>
    public static bool HasArgon2 => Argon2.IsAvailable;

    /// <summary>How many hashes were computed, so that tests can count equal work.</summary>
    public long HashesDone => Interlocked.Read(ref hashesDone);

    /// <summary>Whether this machine can verify the stored hash: of a known form, and its library installed.</summary>
    public static bool CanVerify(string stored) => PasswordHash.Parse(stored)?.CanVerify == true;

    /// <summary>The string to store for a new password; <see cref="FailureCode.Busy"/>, or what <see cref="PasswordPolicy"/> says of a text that is no password.</summary>
    public async Task<Result<string>> HashAsync(string password, CancellationToken ct) =>
        PasswordText.Read(password, options.MaxCodePoints).Is(out var normal, out var failure)
            ? await queue.RunAsync(() => Hash(normal), ct)
            : failure;

    /// <summary>
    /// Compares with the stored hash, or, where there is none (null) or no readable one, does the same work and answers <see cref="PasswordVerdict.Wrong"/>.
    /// <see cref="FailureCode.Busy"/>; <see cref="FailureCode.Unavailable"/> when the library for the stored hash is not installed.
    /// </summary>
    public async Task<Result<PasswordVerdict>> VerifyAsync(string password, string? stored, CancellationToken ct)
    {
        // Says nothing about the account: no stored hash was made from such a text.
        if (!PasswordText.Read(password, options.MaxCodePoints).Is(out var normal, out _)) return PasswordVerdict.Wrong;

        var hash = stored is null ? null : PasswordHash.Parse(stored);
        if (hash is { CanVerify: false }) return FailureCode.Unavailable;
        return await queue.RunAsync(() => Verify(normal, hash), ct);
    }

    /// <inheritdoc/>
    public void Dispose() => queue.Dispose();

    private string Hash(string normal)
    {
        var bytes = Encoding.UTF8.GetBytes(normal);
        var hash = argon2 ? (PasswordHash)Argon2Hash.Create(bytes, options) : Pbkdf2Hash.Create(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        Interlocked.Increment(ref hashesDone);
        return hash.ToString()!;
    }

    private PasswordVerdict Verify(string normal, PasswordHash? hash)
    {
        var bytes = Encoding.UTF8.GetBytes(normal);
        var matches = (hash ?? nobody).Matches(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        Interlocked.Increment(ref hashesDone);
        if (hash is null || !matches) return PasswordVerdict.Wrong;
        return hash.IsWeakerThan(options) ? PasswordVerdict.RightButWeak : PasswordVerdict.Right;
    }
}
