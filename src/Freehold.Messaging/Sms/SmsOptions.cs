namespace Freehold.Messaging;

/// <summary>Where SMS go: <c>Freehold:Sms</c> (which also holds the limits of <see cref="SmsLimitOptions"/>).</summary>
public sealed class SmsOptions
{
    /// <summary>Where the settings are found.</summary>
    public const string Section = "Freehold:Sms";

    /// <summary><c>twilio</c>, <c>kannel</c>, <c>webhook</c>, or <c>captured</c> in Development, where it is the default; else there are no SMS.</summary>
    public string? Sender { get; set; }

    /// <summary>The gateway: Twilio's own by default, Kannel's <c>…/cgi-bin/sendsms</c>, or the webhook.</summary>
    public string? Url { get; set; }

    /// <summary>The sender's number or name; a Twilio messaging service (<c>MG…</c>) too.</summary>
    public string? From { get; set; }

    /// <summary>Twilio's account SID, or Kannel's user name.</summary>
    public string? User { get; set; }

    /// <summary>Twilio's auth token, or Kannel's password; a secret.</summary>
    public string? Password { get; set; }

    /// <summary>Key of the webhook's signature, at least 16 characters; a secret.</summary>
    public string? SigningKey { get; set; }

    /// <summary>Which setting cannot work, and why; null when all is well.</summary>
    public string? Problem() => Sender switch
    {
        "twilio" => Missing(nameof(User), User) ?? Missing(nameof(Password), Password) ?? Missing(nameof(From), From) ?? (Url is null ? null : BadUrl()),
        "kannel" => BadUrl() ?? Missing(nameof(User), User) ?? Missing(nameof(Password), Password),
        "webhook" => BadUrl() ?? (SigningKey is { Length: >= 16 } ? null : $"{Section}:SigningKey must have at least 16 characters."),
        _ => $"{Section}:Sender must be twilio, kannel or webhook.",
    };

    private static string? Missing(string name, string? value) => string.IsNullOrWhiteSpace(value) ? $"{Section}:{name} must be set." : null;

    private string? BadUrl() =>
        Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? null : $"{Section}:Url must be an http or https address.";
}
