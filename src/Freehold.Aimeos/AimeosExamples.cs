namespace Freehold.Aimeos;

/// <summary>An answer of each call as the API reference shows it; a test holds them beside real ones.</summary>
internal static class AimeosExamples
{
    private const string Shop = "http://localhost:8000/jsonapi";

    private const string Envelope =
        """
        "prefix":null,"content-baseurl":"http://localhost:8000/","csrf":{"name":"_token","value":"…"}
        """;

    /// <summary>The resources that are offered.</summary>
    public const string Resources =
        $$$$"""
        {"meta":{{{{{Envelope}}}},"resources":{"customer":"{{{{Shop}}}}/customer","order":"{{{{Shop}}}}/order"}},
        "links":{"customer":{"href":"{{{{Shop}}}}/customer","allow":["DELETE","GET","OPTIONS","PATCH","POST"]}}}
        """;

    /// <summary>GET of the base.</summary>
    public const string UseOptions =
        """
        {"errors":{"title":"Use OPTIONS method for the resource list","detail":"This is the Aimeos JSON REST API …"}}
        """;

    /// <summary>The attributes of a resource, of which one is shown.</summary>
    public const string Attributes =
        $$$$"""
        {"meta":{{{{{Envelope}}}},"attributes":{"customer.lastname":{"label":"Last name","type":"string","default":"","required":true}}}
        }
        """;

    /// <summary>The own account.</summary>
    public const string Customer =
        $$$$"""
        {{{{UpToAttributes}}}}
        "customer.id":"7","customer.salutation":"","customer.company":"","customer.vatid":"","customer.title":"",
        "customer.firstname":"Anna","customer.lastname":"Berg","customer.address1":"","customer.address2":"","customer.address3":"",
        "customer.postal":"","customer.city":"Oslo","customer.state":"","customer.languageid":"","customer.countryid":"",
        "customer.telephone":"","customer.email":"anna@example.com","customer.telefax":"","customer.website":"",
        "customer.longitude":null,"customer.latitude":null,"customer.label":"Anna Berg","customer.code":"anna@example.com",
        "customer.birthday":null,"customer.status":1,"customer.groups":[]}},"included":[]}
        """;

    /// <summary>A new account: nothing of it but the id.</summary>
    public const string Created =
        $$$$"""
        {{{{UpToAttributes}}}}
        "customer.id":"7"}},"included":[]}
        """;

    /// <summary>What was deleted shows no more.</summary>
    public const string Deleted =
        $$$$"""
        {"meta":{"total":0,{{{{Envelope}}}}},"links":{"self":"{{{{Shop}}}}/customer"}}
        """;

    /// <summary>The own orders, whose attributes are the shop's own.</summary>
    public const string Orders =
        $$$$"""
        {"meta":{"total":26,{{{{Envelope}}}}},"links":{"next":"{{{{Shop}}}}/order?page%5Boffset%5D=25",
        "last":"{{{{Shop}}}}/order?page%5Boffset%5D=25","self":"{{{{Shop}}}}/order?page%5Boffset%5D=0"},
        "data":[{"id":"1","type":"order","links":{"self":{"href":"{{{{Shop}}}}/order?id=1","allow":["GET"]}},
        "attributes":{"order.id":"1","order.ctime":"2026-01-02 03:04:05","order.price":"12.50"}}]}
        """;

    private const string UpToAttributes =
        $$$$"""
        {"meta":{"total":1,{{{{Envelope}}}}},"links":{"self":"{{{{Shop}}}}/customer",
        "customer/address":{"href":"{{{{Shop}}}}/customer?id=7&related=address","allow":["GET","POST"]},
        "customer/property":{"href":"{{{{Shop}}}}/customer?id=7&related=property","allow":["GET","POST"]},
        "customer/relationships":{"href":"{{{{Shop}}}}/customer?id=7&related=relationships","allow":["GET","POST"]}},
        "data":{"id":"7","type":"customer","links":{"self":{"href":"{{{{Shop}}}}/customer?id=7","allow":["DELETE","GET","PATCH"]}},"attributes":{
        """;
}
