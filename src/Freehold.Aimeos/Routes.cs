namespace Freehold.Aimeos;

/// <summary>What a resource answers; a method that is null is not offered.</summary>
internal sealed record Route(Func<Exchange, Task> Options, Func<Exchange, Task> Get)
{
    public Func<Exchange, Task>? Post { get; init; }

    public Func<Exchange, Task>? Patch { get; init; }

    public Func<Exchange, Task>? Delete { get; init; }
}

/// <summary>Which resource a request means.</summary>
internal static class Routes
{
    public static AddressResource Address { get; } = new();

    public static PropertyResource Property { get; } = new();

    public static ListResource Lists { get; } = new();

    private static readonly Route Base = new(Discovery.ResourcesAsync, Discovery.UseOptionsAsync);

    private static readonly Route Customer = new(exchange => Discovery.AttributesAsync(exchange, AttributeNote.Customer), CustomerResource.GetAsync)
    {
        Post = CustomerResource.PostAsync,
        Patch = CustomerResource.PatchAsync,
        Delete = CustomerResource.DeleteAsync,
    };

    private static readonly Route Addresses = Of(Address, AttributeNote.Address);

    private static readonly Route Properties = Of(Property, AttributeNote.Property);

    private static readonly Route Relationships = Of(Lists, AttributeNote.Relationship);

    private static readonly Route Orders = new(Discovery.ResourcesAsync, OrderResource.GetAsync);

    /// <summary>The route of a request; null for what is not served, which must never end up at the customer itself.</summary>
    public static Route? Find(string resource, string? related) => (resource, related is null ? null : Canonical(related)) switch
    {
        ("", null) => Base,
        ("customer", null) => Customer,
        ("customer", "address") => Addresses,
        ("customer", "property") => Properties,
        ("customer", "relationships") => Relationships,
        ("order", null) => Orders,

        // The links of listed things point here: /jsonapi/product?related=relationships&relatedid=7.
        (not "", "relationships") => Relationships,
        _ => null,
    };

    /// <summary>A sub-resource's name; entries in <c>included</c> spell it with the customer before it.</summary>
    public static string Canonical(string related) => related.StartsWith("customer/", StringComparison.Ordinal) ? related["customer/".Length..] : related;

    private static Route Of<TEntry, TChange>(SubResource<TEntry, TChange> resource, IReadOnlyList<AttributeNote> notes) where TEntry : class where TChange : class =>
        new(exchange => Discovery.AttributesAsync(exchange, notes), resource.GetAsync) { Post = resource.PostAsync, Patch = resource.PatchAsync, Delete = resource.DeleteAsync };
}
