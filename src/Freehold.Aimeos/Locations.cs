using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary>Makes the links of answers: always from the public URL, since a request's <c>Host</c> says nothing behind a proxy.</summary>
internal sealed class Locations(FreeholdOptions freehold, AimeosOptions options)
{
    private static readonly string[] SubResources = ["address", "property", "relationships"];

    /// <summary>Where the dialect lives below the public URL.</summary>
    public const string Root = "/jsonapi";

    /// <summary>Base of public files, with a final slash.</summary>
    public string ContentBase { get; } = options.ContentBaseUrl.Length > 0 ? options.ContentBaseUrl : freehold.PublicUrl.TrimEnd('/') + "/";

    /// <summary>The page on which a customer proves the password again.</summary>
    public string StepUp => freehold.PublicUrl.TrimEnd('/') + "/step-up";

    /// <summary>The customer as a resource.</summary>
    public string Customer => field ??= Of("customer");

    /// <summary>The link to one customer.</summary>
    public CustomerLink OneCustomer => field ??= new CustomerLink(this, related: null);

    /// <summary>The links to what belongs to one customer, with the names that answers give them.</summary>
    public (JsonEncodedText Name, CustomerLink Link)[] OfOneCustomer =>
        field ??= [.. SubResources.Select(related => (JsonEncodedText.Encode($"customer/{related}", JavaScriptEncoder.UnsafeRelaxedJsonEscaping), new CustomerLink(this, related)))];

    /// <summary>A resource; <c>""</c> is the base.</summary>
    public string Of(string resource, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var url = new StringBuilder(freehold.PublicUrl.TrimEnd('/')).Append(Root);
        if (resource.Length > 0) url.Append('/').Append(Uri.EscapeDataString(resource).Replace("%2F", "/", StringComparison.Ordinal));
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is null) continue;
            url.Append(separator);
            separator = '&';
            Append(url, name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return url.ToString();
    }

    private StringBuilder Append(StringBuilder url, string name)
    {
        if (options.Prefix is not { } prefix) return url.Append(Uri.EscapeDataString(name));
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        var first = bracket < 0 ? name : name[..bracket];
        return url.Append(Uri.EscapeDataString($"{prefix}[{first}]{name[first.Length..]}"));
    }
}
