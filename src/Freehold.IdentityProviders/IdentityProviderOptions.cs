namespace Freehold.IdentityProviders;

/// <summary>Section <c>Freehold:IdentityProviders</c>; a provider without its audience is off, and every token of it is rejected.</summary>
public sealed class IdentityProviderOptions
{
    /// <summary>Sign in with Google.</summary>
    public OpenIdOptions Google { get; set; } = new() { Issuer = "https://accounts.google.com" };

    /// <summary>Sign in with Apple.</summary>
    public OpenIdOptions Apple { get; set; } = new() { Issuer = "https://appleid.apple.com" };

    /// <summary>Facebook Login.</summary>
    public FacebookOptions Facebook { get; set; } = new();

    /// <summary>The workspace's own provider, which the dialect calls OAUTH.</summary>
    public OAuthOptions OAuth { get; set; } = new();

    /// <summary>What is wrong with the settings, naming one; null when nothing is.</summary>
    public string? Problem()
    {
        foreach (var (name, address) in new[] { ("Google:Issuer", Google.Issuer), ("Apple:Issuer", Apple.Issuer), ("Facebook:Graph", Facebook.Graph), ("OAuth:Url", OAuth.Url), ("OAuth:KeysUrl", OAuth.KeysUrl) })
            if (address is { Length: > 0 } && !IsSafe(address)) return $"{name}: {address} is no https address.";
        if (Google is { Audience.Length: > 0, Issuer.Length: 0 }) return "Google:Issuer must be set with Google:Audience.";
        if (Apple is { Audience.Length: > 0, Issuer.Length: 0 }) return "Apple:Issuer must be set with Apple:Audience.";
        if (Facebook is { ApplicationId.Length: > 0, Graph.Length: 0 }) return "Facebook:Graph must be set with Facebook:ApplicationId.";
        if (Facebook.ApplicationId.Length > 0 && Facebook.ApplicationSecret.Length == 0) return "Facebook:ApplicationSecret must be set with Facebook:ApplicationId: tokens are inspected with it.";
        return OAuth.Problem() is { } problem ? $"OAuth:{problem}" : null;
    }

    // Loopback needs no encryption: a stand-in on the same machine.
    internal static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));
}

/// <summary>A provider that speaks OpenID Connect and whose identity tokens clients bring.</summary>
public sealed class OpenIdOptions
{
    /// <summary>The application's id at the provider (Apple: the bundle id); several are separated by commas. Empty: off.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The provider's address, under which it publishes its keys.</summary>
    public string Issuer { get; set; } = "";
}

/// <summary>Facebook Login.</summary>
public sealed class FacebookOptions
{
    /// <summary>The application's id. Empty: off.</summary>
    public string ApplicationId { get; set; } = "";

    /// <summary>The application's secret, with which tokens are inspected.</summary>
    public string ApplicationSecret { get; set; } = "";

    /// <summary>The graph with its version.</summary>
    public string Graph { get; set; } = "https://graph.facebook.com/v21.0";
}

/// <summary>The workspace's own provider in one of the dialect's two modes.</summary>
public sealed class OAuthOptions
{
    /// <summary><c>SERVER</c> asks <see cref="Url"/> with the token, <c>JWT</c> verifies the token with a published key.</summary>
    public string Mode { get; set; } = "SERVER";

    /// <summary>For whom tokens must be issued; several are separated by commas. Empty: off.</summary>
    public string Audience { get; set; } = "";

    /// <summary>SERVER: what is asked by GET; any answer but 2xx rejects the token.</summary>
    public string? Url { get; set; }

    /// <summary>SERVER: the header that carries the token.</summary>
    public string TokenHeader { get; set; } = "Authorization";

    /// <summary>SERVER: what stands before the token in that header.</summary>
    public string TokenPrefix { get; set; } = "Bearer ";

    /// <summary>Who issues the tokens; JWT: what <c>iss</c> must be. SERVER: <see cref="Url"/> where nothing is set.</summary>
    public string? Issuer { get; set; }

    /// <summary>JWT: the key or key set as JSON.</summary>
    public string? Key { get; set; }

    /// <summary>JWT: where the key set is published, instead of <see cref="Key"/>.</summary>
    public string? KeysUrl { get; set; }

    /// <summary>Which member tells the provider's number of the person.</summary>
    public string SubjectField { get; set; } = "sub";

    /// <summary>Which member tells the e-mail; it never counts as verified.</summary>
    public string EmailField { get; set; } = "email";

    /// <summary>Which member tells the workspace's own number of the customer, which becomes the custom id; empty: none.</summary>
    public string CustomIdField { get; set; } = "";

    /// <summary>SERVER: which member of the answer tells for whom the token was issued.</summary>
    public string AudienceField { get; set; } = "aud";

    internal bool IsJwt => Mode.Equals("JWT", StringComparison.OrdinalIgnoreCase);

    internal string? Problem()
    {
        if (!IsJwt && !Mode.Equals("SERVER", StringComparison.OrdinalIgnoreCase)) return $"Mode: {Mode} is neither SERVER nor JWT.";
        if (Audience.Length == 0) return null;
        if (SubjectField.Length == 0) return "SubjectField must be set.";
        return IsJwt ? JwtProblem() : ServerProblem();
    }

    private string? JwtProblem()
    {
        if (Issuer is not { Length: > 0 }) return "Issuer must be set in JWT mode.";
        if (Key is { Length: > 0 }) return KeySet.Parse(Key).Length > 0 ? null : "Key: it holds no RSA or elliptic-curve key as JSON.";
        return KeysUrl is { Length: > 0 } ? null : "Key or KeysUrl must be set in JWT mode.";
    }

    private string? ServerProblem()
    {
        if (Url is not { Length: > 0 }) return "Url must be set in SERVER mode.";
        if (TokenPrefix.AsSpan().ContainsAnyExceptInRange(' ', '~')) return "TokenPrefix: it cannot stand in a header.";
        using var request = new HttpRequestMessage();
        return request.Headers.TryAddWithoutValidation(TokenHeader, TokenPrefix) ? null : $"TokenHeader: {TokenHeader} is no header that a request can have.";
    }
}
