namespace Freehold.Http;

/// <summary>Who may call a route; every route says so, and a test reads it from the route table.</summary>
public enum Access
{
    /// <summary>Anybody; a bad or empty <c>Authorization</c> header is ignored.</summary>
    Public,
    /// <summary>A visitor with an anonymous token, or the business side.</summary>
    Visitor,
    /// <summary>A visitor with an anonymous token, or a signed-in customer.</summary>
    VisitorOrCustomer,
    /// <summary>A visitor, a customer or the business side, each with a token of their own (the business side also with Basic).</summary>
    AnyToken,
    /// <summary>A signed-in customer.</summary>
    Customer,
    /// <summary>A signed-in customer if there is one, else nobody; the operation answers either.</summary>
    CustomerOrNobody,
    /// <summary>The workspace's business side: business token, or Basic <c>guid:key</c>.</summary>
    Business,
}
