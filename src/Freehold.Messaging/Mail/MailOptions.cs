using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Freehold.Messaging;

/// <summary>How mail travels to the first server.</summary>
public enum MailSecurity
{
    /// <summary>TLS begun by STARTTLS, usually port 587; a server that does not offer it gets nothing.</summary>
    StartTls,
    /// <summary>TLS from the first byte (RFC 8314), usually port 465.</summary>
    Tls,
    /// <summary>In the clear, usually port 25: for a relay on the same machine or network.</summary>
    None,
}

/// <summary>Where e-mails go: <c>Freehold:Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Where the settings are found.</summary>
    public const string Section = "Freehold:Mail";

    /// <summary><c>smtp</c>, or <c>captured</c> in Development, where it is the default.</summary>
    public string? Sender { get; set; }

    /// <summary>The server.</summary>
    public string? Host { get; set; }

    /// <summary>Its port; by default the usual one of <see cref="Security"/>.</summary>
    public int? Port { get; set; }

    /// <summary><c>StartTls</c>, <c>Tls</c> or <c>None</c>.</summary>
    public MailSecurity Security { get; set; }

    /// <summary>The sender, such as <c>Corner Shop &lt;shop@example.com&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>User name, where the server asks for one.</summary>
    public string? User { get; set; }

    /// <summary>Password; a secret.</summary>
    public string? Password { get; set; }

    /// <summary>Certificates (PEM) of a private authority that the server's certificate is checked against, instead of the system's.</summary>
    public string? Ca { get; set; }

    /// <summary>What this client calls itself; by default the domain of <see cref="From"/>.</summary>
    public string? ClientName { get; set; }

    internal int EffectivePort => Port ?? Security switch { MailSecurity.Tls => 465, MailSecurity.None => 25, _ => 587 };

    /// <summary>Which setting cannot work, and why; null when all is well.</summary>
    public string? Problem()
    {
        if (string.IsNullOrWhiteSpace(Host)) return $"{Section}:Host must name the SMTP server.";
        if (EffectivePort is < 1 or > 65535) return $"{Section}:Port must be 1 to 65535.";
        if (string.IsNullOrWhiteSpace(From)) return $"{Section}:From must be the sender of all mails.";
        if (MailAddress.Parse(From) is null) return $"{Section}:From is no address such as Corner Shop <shop@example.com>.";
        if (User is null != Password is null) return $"{Section}:User and {Section}:Password belong together.";
        if (User is not null && Security == MailSecurity.None && !IsLoopback(Host)) return $"{Section}:Security must not be None with a password: it would travel in the clear.";
        if (Ca is not null && !HasAuthorities()) return $"{Section}:Ca holds no certificate (PEM) that can be read.";
        return ClientName?.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0 ? $"{Section}:ClientName must be a host name." : null;
    }

    /// <summary>The certificates of <see cref="Ca"/>; null where the system's decide.</summary>
    /// <exception cref="CryptographicException">One cannot be read.</exception>
    internal X509Certificate2Collection? Authorities()
    {
        if (Ca is null) return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(Ca);
        return authorities;
    }

    private bool HasAuthorities()
    {
        try
        {
            return Authorities() is { Count: > 0 };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsLoopback(string host) => host == "localhost" || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
}
