using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Answers which breached passwords there are whose SHA-1 begins with five given digits.</summary>
public interface IBreachedPasswordRanges
{
    /// <summary>The range as text: a line <c>the other 35 digits:how often</c> for each; throws when nobody answers.</summary>
    /// <param name="prefix">Five hexadecimal digits in upper case.</param>
    Task<string> RangeAsync(string prefix, CancellationToken ct);
}

/// <summary>
/// Whether a password is known from a breach, asked of somebody who learns only five of the forty digits of its SHA-1 and so
/// cannot tell it from thousands of others (k-anonymity, as Have I Been Pwned offers it). No answer is no reason to refuse.
/// </summary>
public sealed partial class BreachedPasswords(PasswordOptions options, IBreachedPasswordRanges? ranges, TimeProvider clock, ILogger<BreachedPasswords> log)
{
    private const int PrefixDigits = 5;

    /// <summary>Whoever did not answer is left alone for a while, so that customers do not each wait for it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private long askedAgainAt;

    /// <summary>Whether the password is known; false, too, when nothing is set up or nobody answers in time.</summary>
    internal async Task<bool> ContainAsync(string password, CancellationToken ct)
    {
        if (ranges is null || options.BreachedLookupUrl is null || clock.GetUtcNow().UtcTicks < Volatile.Read(ref askedAgainAt)) return false;

        var digest = Digest(password);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(options.BreachedLookupSeconds));
        try
        {
            return Holds(await ranges.RangeAsync(digest[..PrefixDigits], limit.Token).WaitAsync(limit.Token), digest.AsSpan(PrefixDigits));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Volatile.Write(ref askedAgainAt, (clock.GetUtcNow() + Pause).UtcTicks);
            LogDown(failure.GetType().Name, (int)Pause.TotalSeconds);
            return false;
        }
    }

    // Padding, which hides how long the true answer is, has the count 0.
    private static bool Holds(string range, ReadOnlySpan<char> rest)
    {
        foreach (var line in range.AsSpan().EnumerateLines())
            if (line.Length > rest.Length + 1 && line[rest.Length] == ':' && line[..rest.Length].Equals(rest, StringComparison.OrdinalIgnoreCase)) return line[(rest.Length + 1)..].Trim() is not "0";
        return false;
    }

    // The digest is no protection here: it is the name under which the list keeps a password that everybody knows.
#pragma warning disable CA5350
    private static string Digest(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350

    [LoggerMessage(LogLevel.Warning, "Breached passwords could not be looked up ({Failure}); the bundled list decides alone, and for {Seconds} s nobody is asked.")]
    private partial void LogDown(string failure, int seconds);
}
