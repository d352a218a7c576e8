using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Freehold;

/// <summary>
/// Signed tokens that a browser or app keeps after a sign-in, so that it is told apart from strangers who guess at the same
/// account: <c>customer.day.random.signature</c>, good for 180 days. It opens nothing by itself.
/// </summary>
public sealed class KnownDevices(Secrets secrets)
{
    /// <summary>How long a device is known after its last sign-in.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private const string Known = "known device";
    private const string Unconfirmed = "unconfirmed device";
    private const int SignatureBytes = 16;

    /// <summary>A token for a device that has just signed in; a device of its own each time, so that one device's failures are not another's.</summary>
    public string Issue(CustomerId customer, DateTimeOffset now) => Issue(Known, customer, now);

    /// <summary>Whether the token is one of ours, for this account, and not too old.</summary>
    public bool Knows(CustomerId customer, string? token, DateTimeOffset now) => IsOurs(Known, customer, token, now);

    /// <summary>A token for a browser whose sign-in waits for a confirmation: it is recognised by it, but throttles take it for a stranger.</summary>
    internal string IssueUnconfirmed(CustomerId customer, DateTimeOffset now) => Issue(Unconfirmed, customer, now);

    /// <summary>Whether the token is one of either kind, for this account, and not too old.</summary>
    internal bool Recognises(CustomerId customer, string? token, DateTimeOffset now) => Knows(customer, token, now) || IsOurs(Unconfirmed, customer, token, now);

    private string Issue(string kind, CustomerId customer, DateTimeOffset now)
    {
        var says = string.Create(CultureInfo.InvariantCulture, $"{customer.Value:x}.{Day(now)}.{Randomness.SessionId()}");
        return $"{says}.{Base64Url.EncodeToString(Signature(kind, says))}";
    }

    private bool IsOurs(string kind, CustomerId customer, string? token, DateTimeOffset now)
    {
        if (token is null || token.Length > 120 || token.Split('.') is not [var owner, var day, var random, var signature]) return false;
        if (!long.TryParse(owner, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) || number != customer.Value) return false;
        if (!int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var issued) || Day(now) - issued > Lifetime.TotalDays) return false;

        // As texts: the same bytes can be written in many ways, and each would be a device of its own to the throttles.
        var right = Base64Url.EncodeToString(Signature(kind, $"{owner}.{day}.{random}"));
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes<char>(signature), MemoryMarshal.AsBytes<char>(right));
    }

    private static int Day(DateTimeOffset now) => (int)(now.ToUnixTimeSeconds() / 86_400);

    private ReadOnlySpan<byte> Signature(string kind, string says) => secrets.Hash(kind, says).AsSpan(0, SignatureBytes);
}
