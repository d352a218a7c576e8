using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Aimeos;

/// <summary>Every way in which our answers differ from the recorded ones, with its reason; docs/dialects/aimeos.md tells the same to people. Nothing else may differ.</summary>
internal sealed class Deviations
{
    private const string Base = "http://localhost:8000/jsonapi";

    /// <summary>What is refused here: where the original says 404 or 500, where it stores what it should not, and where it makes accounts for nobody.</summary>
    private static readonly Dictionary<int, Refused> Refusals = new()
    {
        // Methods that are not offered: the same, with status and code added.
        [4] = new(403, [new("method_not_allowed", "Not allowed for this resource")]) { Bare = true },
        [5] = new(403, [new("method_not_allowed", "Not allowed for this resource")]) { Bare = true },

        // A resource that is not served is 404 on every verb but OPTIONS.
        [13] = new(404, [new("not_found", "Resource not found")]) { Self = Base + "/foo" },

        // Refused values are 422 with a pointer; the titles are the original's.
        [37] = Value("customer.website", "invalid"),
        [39] = Value("customer.languageid", "invalid"),
        [40] = Value("customer.countryid", "invalid"),
        [41] = Value("customer.salutation", "not_allowed"),
        [85] = Value("customer.address.countryid", "invalid", entry: 1),
        [102] = Value("customer.address.languageid", "invalid"),
        [122] = Value("customer.property.type", "too_long", entry: 0),
        [125] = Value("customer.property.languageid", "invalid", entry: 0),
        [155] = Value("customer.lists.datestart", "invalid", entry: 0),
        [219] = Value("customer.website", "invalid"),
        [220] = Value("customer.birthday", "invalid"),
        [221] = Value("customer.languageid", "invalid"),
        [222] = Value("customer.countryid", "invalid"),
        [223] = Value("customer.salutation", "not_allowed"),

        // Over-long text and places that are not on earth: refused, where the original stores something else than it shows.
        [44] = Value("customer.lastname", "too_long", "Value is too long"),
        [124] = Value("customer.property.value", "too_long", "Value is too long", entry: 0),
        [214] = Value("customer.longitude", "invalid", "Invalid value"),
        [215] = new(422,
        [
            new("not_allowed", "Value not within allowed range", "/data/attributes/customer.longitude"),
            new("not_allowed", "Value not within allowed range", "/data/attributes/customer.latitude"),
        ]),
        [227] = Value("customer.lastname", "too_long", "Value is too long"),

        // What is 500 there is the client's mistake here.
        [70] = new(400, [new("malformed", "Invalid value for parameter \"fields\"")]) { Self = Base + "/customer?fields%5Bcustomer%5D%5B%5D=customer.code" },
        [88] = Value("customer.address.position", "wrong_type", "Value is of the wrong type", entry: 0) with { Self = Base + "/customer?related=address" },
        [119] = new(409, [new("taken", "Value is already in use", "/data/0")]),
        [121] = new(400, [new("malformed", "Attributes are missing")]),
        [147] = new(409, [new("taken", "Value is already in use", "/data/0")]),
        [148] = new(409, [new("taken", "Value is already in use", "/data/0")]),
        [207] = Value("customer.city", "wrong_type", "Value is of the wrong type") with { Self = Base + "/customer" },

        // Malformed bodies: the same, with status and code added.
        [46] = new(400, [new("malformed", "Invalid JSON in body")]),
        [49] = new(400, [new("malformed", "Invalid JSON in body")]),
        [50] = new(400, [new("malformed", "Invalid JSON in body")]),
        [100] = new(400, [new("malformed", "Invalid JSON in body")]),
        [107] = new(400, [new("malformed", "Invalid JSON in body")]),
        [179] = new(400, [new("malformed", "Invalid JSON in body")]),

        // Limits and groups: the same, with status and code added.
        [54] = new(403, [new("limit_reached", "Temporary limit reached")]),
        [151] = new(403, [new("groups", "You are not allowed to manage groups")]),
        [181] = new(403, [new("groups", "You are not allowed to manage groups")]),

        // Every 4xx has errors, the one for an unknown entry too.
        [98] = new(404, [new("not_found", "Item not found")]),
        [131] = new(404, [new("not_found", "Item not found")]),
        [169] = new(404, [new("not_found", "Item not found")]),

        // Nobody is signed in: the original makes an account, we make none.
        [55] = new(401, [new("not_signed_in", "You must be signed in")]),
        [56] = new(401, [new("not_signed_in", "You must be signed in")]),
        [57] = new(401, [new("not_signed_in", "You must be signed in")]),
        [249] = new(401, [new("not_signed_in", "You must be signed in")]),
        [301] = new(401, [new("not_signed_in", "You must be signed in")]),

        // Creating while signed in changes nothing.
        [238] = new(403, [new("signed_in", "You are already signed in")]),
    };

    /// <summary>Attributes that stand otherwise here, from one recorded request to another, because of what an earlier one did or did not do.</summary>
    private static readonly (int From, int To, string Attribute, string Json)[] Otherwise =
    [
        // The manual's misspelt customer.telehone counts as the telephone.
        (26, 26, "customer.telephone", "\"+4912345678\""),
        (192, 196, "customer.telephone", "\"+4912345678\""),
        (197, 999, "customer.telephone", "\"+111\""),

        // Only exact names count: neither foo.city nor x.y.lastname nor a bare city.
        (198, 202, "customer.city", "\"Bremen\""),
        (198, 209, "customer.lastname", "\"User\""),

        // An e-mail cannot be emptied, so the whole PATCH that tries (205) is refused; the one that follows (206) is not.
        (205, 999, "customer.company", "\"1\""),
        (205, 227, "customer.email", "\"patched@example.com\""),
        (206, 999, "customer.latitude", "null"),
        (209, 209, "customer.label", "\"Test User (1)\""),

        // Impossible places, dates and lengths were not stored.
        (215, 999, "customer.longitude", "null"),
        (217, 999, "customer.birthday", "null"),
        (227, 999, "customer.lastname", "\"M\\u00fcller-\\u0141\\u00f3d\\u017a \\ud83d\\ude00 \\\"q\\\" \\\\ /\""),

        // The code follows the e-mail while they are equal.
        (228, 999, "customer.code", "\"newmail@example.com\""),

        // A POST while signed in changed nothing.
        (238, 999, "customer.city", "\"Mismatch\""),
    ];

    private JsonNode? nobody;
    private JsonNode? standing;

    /// <summary>The answer that we must give where the original gave the recorded one; a null document is not compared.</summary>
    public (int Status, JsonNode? Json) Apply(Recording recording)
    {
        var json = recording.Json?.DeepClone() as JsonObject;
        if (Refusals.TryGetValue(recording.Seq, out var refused)) return (refused.Status, refused.Document(json));
        switch (recording.Seq)
        {
            // Resources that are not offered are not listed; the manual's JavaScript reads links.customer.
            case 1:
                json!["meta"]!["resources"] = new JsonObject { ["customer"] = Base + "/customer", ["order"] = Base + "/order" };
                json["meta"]!.AsObject().Remove("locale");
                json["links"] = JsonNode.Parse($$$"""{"customer":{"href":"{{{Base}}}/customer","allow":["DELETE","GET","OPTIONS","PATCH","POST"]}}""");
                break;

            // A session whose account is disabled or gone is nobody's.
            case 76 or 77:
                var empty = nobody!.DeepClone();
                empty["links"]!["self"] = Base + "/customer";
                return (200, empty);

            // Domains without items of ours are ignored instead of failing.
            case 202: return (200, null);

            // Another's id (245) deletes nothing: the account still stands, and DELETE always succeeds.
            case 246: return (200, standing!.DeepClone());
            case 247: json!.Remove("errors"); break;
        }

        if (json is not null) Everywhere(recording, json);
        if (recording.Seq == 15) nobody = json!.DeepClone();
        if (recording.Seq == 239) standing = json!.DeepClone();
        return (recording.Seq == 247 ? 200 : recording.Status!.Value, json);
    }

    private static void Everywhere(Recording recording, JsonObject document)
    {
        // Base URLs of files end in a slash, as the manual prints them.
        if (document["meta"] is JsonObject meta && meta.ContainsKey("content-baseurl")) meta["content-baseurl"] = "http://localhost:8000/";

        // Reviews and baskets are not offered, so nothing links to them.
        (document["links"] as JsonObject)?.Remove("customer/review");
        var entries = document["data"] as JsonArray ?? [];
        foreach (var entry in entries.Concat(document["included"] as JsonArray ?? [])) (entry!["links"] as JsonObject)?.Remove("basket/address");

        // The over-long property (124) was not stored.
        RemoveProperty(document["data"] as JsonArray, document);
        RemoveProperty(document["included"] as JsonArray, null);
        RemoveProperty(document["data"] is JsonObject ? document["data"]!["relationships"]?["customer/property"]?["data"] as JsonArray : null, null);

        // The catalogue is a small one.
        foreach (var product in (document["included"] as JsonArray ?? []).Where(one => (string?)one!["type"] == "product")) Narrow(product!.AsObject());

        if (document["data"] is JsonObject data && (string?)data["type"] == "customer") Customer(recording, document, data);
    }

    private static void Customer(Recording recording, JsonObject document, JsonObject data)
    {
        var attributes = data["attributes"]!.AsObject();
        var groups = (string?)data["id"] == "2" && recording.Method != "POST";
        if (attributes.ContainsKey("customer.salutation"))
        {
            // As the manual's samples have it: an empty text, and status and groups.
            foreach (var name in new[] { "customer.languageid", "customer.countryid" }) attributes[name] ??= "";
            attributes["customer.status"] = 1;
            attributes["customer.groups"] = groups ? new JsonArray("1") : [];
            foreach (var (from, to, name, json) in Otherwise)
                if (recording.Seq >= from && recording.Seq <= to) attributes[name] = JsonNode.Parse(json);
        }

        if (!groups) return;

        // Groups unasked, as the manual shows them.
        var allow = recording.Method == "PATCH" || recording.Target.Contains("include=customer/group", StringComparison.Ordinal) ? "\"DELETE\",\"PATCH\"" : "";
        var relationships = data["relationships"] as JsonObject ?? [];
        relationships["customer/group"] = JsonNode.Parse($$$$"""
            {"data":[{"id":"1","type":"customer/group","attributes":{"customer.lists.id":"1","customer.lists.domain":"customer/group","customer.lists.refid":"1",
            "customer.lists.datestart":null,"customer.lists.dateend":null,"customer.lists.config":[],"customer.lists.position":0,"customer.lists.status":1,"customer.lists.type":"default"},
            "links":{"self":{"href":"{{{{Base}}}}/customer/group?id=2&related=relationships&relatedid=1","allow":[{{{{allow}}}}]}}}]}
            """);
        data["relationships"] = relationships.Parent is null ? relationships : relationships.DeepClone();
        document["included"]!.AsArray().Add(JsonNode.Parse("""
            {"id":"1","type":"customer/group","attributes":{"customer.group.id":"1","customer.group.code":"admin","customer.group.label":"Administrator"}}
            """));
    }

    private static void RemoveProperty(JsonArray? entries, JsonObject? counted)
    {
        if (entries?.FirstOrDefault(entry => (string?)entry!["type"] == "customer/property" && (string?)entry["id"] == "7") is not { } entry) return;
        entries.Remove(entry);
        if (counted is not null) counted["meta"]!["total"] = (int)counted["meta"]!["total"]! - 1;
    }

    private static void Narrow(JsonObject product)
    {
        product.Remove("links");
        product.Remove("relationships");
        var attributes = product["attributes"]!.AsObject();
        foreach (var name in attributes.Select(one => one.Key).Where(name => name is not ("product.id" or "product.code" or "product.label" or "product.status")).ToList()) attributes.Remove(name);
    }

    /// <summary>A refused attribute; without a title the recorded one.</summary>
    private static Refused Value(string attribute, string code, string? title = null, int? entry = null) =>
        new(422, [new(code, title, entry is null ? $"/data/attributes/{attribute}" : $"/data/{entry}/attributes/{attribute}")]);

    private sealed record Error(string Code, string? Title, string? Pointer = null);

    private sealed record Refused(int Status, Error[] Errors)
    {
        /// <summary>Whether the answer is nothing but errors.</summary>
        public bool Bare { get; init; }

        /// <summary>The link to itself, where the recorded answer has none.</summary>
        public string? Self { get; init; }

        public JsonObject Document(JsonObject? recorded)
        {
            var document = new JsonObject();
            if (!Bare)
            {
                document["meta"] = JsonNode.Parse("""{"total":0,"prefix":null,"content-baseurl":"http://localhost:8000/","csrf":{"name":"_token","value":"TOKEN"}}""");
                var links = new JsonObject { ["self"] = Self ?? (string?)recorded!["links"]!["self"] };
                if (recorded?["links"]?["related"] is { } related) links["related"] = (string?)related;
                document["links"] = links;
            }

            var errors = new JsonArray();
            foreach (var error in Errors)
            {
                var one = new JsonObject
                {
                    ["status"] = $"{Status}",
                    ["code"] = error.Code,
                    ["title"] = error.Title ?? (string?)recorded!["errors"]![0]!["title"],
                };
                if (error.Pointer is not null) one["source"] = new JsonObject { ["pointer"] = error.Pointer };
                errors.Add(one);
            }

            document["errors"] = errors;
            return document;
        }
    }
}
