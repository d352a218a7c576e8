namespace Freehold;

/// <summary>The address of a web site, as typed.</summary>
public sealed record WebSite
{
    /// <summary>Code points a web site's address may have.</summary>
    public const int MaxLength = 255;

    private WebSite(string text) => Text = text;

    /// <summary>The address as typed.</summary>
    public string Text { get; }

    /// <summary>Reads an optional <c>scheme://</c>, a host with at least one dot, an optional <c>:port</c> and <c>/path</c> (aimeos.md 10); schemes that run as script are refused, since the address may be shown as a link.</summary>
    public static Result<WebSite> Parse(string? text, string field)
    {
        if (!PlainText.Parse(text, field, MaxLength).Is(out var typed, out var failure)) return failure;
        return HasForm(typed) ? new WebSite(typed) : Refuse.Malformed(typed, field);
    }

    /// <summary>The address as typed.</summary>
    public override string ToString() => Text;

    private static bool HasForm(ReadOnlySpan<char> rest)
    {
        foreach (var character in rest)
            if (char.IsControl(character)) return false;

        var scheme = rest.IndexOf("://");
        var path = rest.IndexOf('/');
        if (scheme >= 0 && scheme < path)
        {
            if (!IsScheme(rest[..scheme])) return false;
            rest = rest[(scheme + 3)..];
            path = rest.IndexOf('/');
        }
        if (path >= 0) rest = rest[..path];

        var port = rest.IndexOf(':');
        if (port >= 0)
        {
            if (rest.Length == port + 1 || rest[(port + 1)..].ContainsAnyExceptInRange('0', '9')) return false;
            rest = rest[..port];
        }
        return IsHost(rest);
    }

    private static bool IsScheme(ReadOnlySpan<char> scheme)
    {
        foreach (var character in scheme)
            if (!char.IsAsciiLetter(character)) return false;
        return !scheme.IsEmpty
            && !scheme.Equals("javascript", StringComparison.OrdinalIgnoreCase)
            && !scheme.Equals("vbscript", StringComparison.OrdinalIgnoreCase)
            && !scheme.Equals("data", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        var labels = 0;
        foreach (var label in host.Split('.'))
        {
            if (host[label].IsEmpty) return false;
            foreach (var character in host[label])
                if (!char.IsLetterOrDigit(character) && character != '-') return false;
            labels++;
        }
        return labels >= 2;
    }
}
