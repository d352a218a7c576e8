using Freehold.Http;

namespace Freehold.Server.Reference;

/// <summary>A call that is served, as the reference tells it.</summary>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Path">Its path with <c>{names}</c>.</param>
/// <param name="Access">Who may call.</param>
/// <param name="Described">What is said of it; null is a gap that a test finds.</param>
/// <param name="Dialect">The interface it belongs to; null for the host's own.</param>
internal sealed record Call(string Method, string Path, Access Access, Described? Described, Dialect? Dialect)
{
    private static readonly char[] Marks = ['/', '{', '}', '-', '.'];

    /// <summary>Every call, by path. Routes for whatever method (answers to mistakes) are none, unless they describe some.</summary>
    public static List<Call> All(EndpointDataSource endpoints)
    {
        var calls = new List<Call>();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is { ExcludeFromDescription: true }) continue;
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var access = endpoint.Metadata.OfType<Access>().Last();
            var dialect = endpoint.Metadata.GetMetadata<Dialect>();
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
            var described = endpoint.Metadata.GetOrderedMetadata<Described>();
            foreach (var one in described)
                foreach (var method in one.Method is { } only ? [only] : methods) calls.Add(new Call(method, one.Path ?? path, access, one, dialect));
            if (described.Count > 0) continue;
            foreach (var method in methods) calls.Add(new Call(method, path, access, dialect?.Describe(method, path), dialect));
        }

        calls.Sort((one, other) => string.CompareOrdinal($"{one.Path} {one.Method}", $"{other.Path} {other.Method}"));

        // Two spellings of a path may differ only in what is a capital, and not every language tells such names apart.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return calls.ConvertAll(call => names.Add(call.Name) ? call : call with { Name = call.Name + "2" });
    }

    /// <summary>What generated clients call it: method and path in one word, such as <c>getV4MyAccountPersonalInformation</c>.</summary>
    public string Name { get; private init; } = Method.ToLowerInvariant() + string.Concat(Path.Split(Marks, StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The names in its path.</summary>
    public IEnumerable<string> PathNames => Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));

    /// <summary>What a parameter of its path or query stands for.</summary>
    public ParameterKind KindOf(string parameter) => Dialect?.Parameters.GetValueOrDefault(parameter) ?? ParameterKind.Text;

    /// <summary>The heading under which it stands.</summary>
    public string Group => Dialect?.Name ?? "Server";

    /// <summary>Who may call, in words.</summary>
    public string Callers => Access switch
    {
        Access.Public => "Anybody",
        Access.Visitor => "A visitor's token, or the business side",
        Access.VisitorOrCustomer => "A visitor's or a customer's token",
        Access.AnyToken => "A visitor's or a customer's token, or the business side",
        Access.Customer => TakesCookies ? "A customer, by token or cookie" : "A customer's token",
        Access.CustomerOrNobody => "A customer, by token or cookie, or nobody",
        Access.Business => "The business side, by token or Basic guid:key",
        _ => throw new InvalidOperationException($"{Access} is not in the table."),
    };

    /// <summary>The security schemes of which one is enough.</summary>
    public IReadOnlyList<string> Schemes => Access switch
    {
        Access.Public => [],
        Access.Visitor or Access.AnyToken or Access.Business => ["bearer", "basic"],
        _ => TakesCookies ? ["bearer", "cookie"] : ["bearer"],
    };

    private bool TakesCookies => Dialect is { TakesCookies: true };
}
