namespace Freehold.Aimeos;

/// <summary>Settings of the Aimeos dialect; bound to <c>Freehold:Aimeos</c>.</summary>
public sealed class AimeosOptions
{
    /// <summary>The member that request parameters are nested in, such as <c>ai</c>; null nests nothing.</summary>
    public string? Prefix { get; set; }

    /// <summary>Base of public files, shown as <c>meta.content-baseurl</c>; empty takes the public URL with a final slash.</summary>
    public string ContentBaseUrl { get; set; } = "";

    /// <summary>New accounts that one client address may make within <see cref="LimitSeconds"/>; 0 refuses all.</summary>
    public int LimitCount { get; set; } = 3;

    /// <summary>The rolling window of <see cref="LimitCount"/>, in seconds.</summary>
    public int LimitSeconds { get; set; } = 14_400;

    /// <summary>How fresh the sign-in of a cookie session must be for a change of e-mail, code or password.</summary>
    public TimeSpan CookieProof { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How fresh the sign-in behind a bearer token must be for a change of e-mail, code or password.</summary>
    public TimeSpan BearerProof { get; set; } = TimeSpan.FromMinutes(5);
}
