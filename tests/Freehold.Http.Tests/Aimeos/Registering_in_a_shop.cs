namespace Freehold.Http.Tests.Aimeos;

public sealed class Registering_in_a_shop
{
    /// <summary>The body of the manual's own example, misspelt telephone included.</summary>
    private const string Sample = """
        {"data": {
            "attributes": {
                "customer.code": "testuser@example.com",
                "customer.label": "Test user",
                "customer.salutation": "mr",
                "customer.company": "Example company",
                "customer.vatid": "DE123456789",
                "customer.title": "Dr.",
                "customer.firstname": "Test",
                "customer.lastname": "User",
                "customer.address1": "Test street",
                "customer.address2": "1",
                "customer.address3": "",
                "customer.postal": "12345",
                "customer.city": "Test city",
                "customer.state": "HH",
                "customer.countryid": "DE",
                "customer.languageid": "de",
                "customer.telehone": "+4912345678",
                "customer.telefax": "+49123456789",
                "customer.email": "testuser@example.com",
                "customer.website": "https://example.com",
                "customer.longitude": 10.0,
                "customer.latitude": 50.0,
                "customer.birthday": "2000-01-01",
                "customer.password": "secret123"
            }
        }}
        """;

    [Fact]
    public async Task shows_an_empty_customer_before()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);

        var answer = await shop.GetAsync();

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Json!["data"]!["id"]);
        Assert.Null(answer.Attribute("customer.id"));
        Assert.Equal("", (string)answer.Attribute("customer.languageid")!);
        Assert.Equal(1, (int)answer.Attribute("customer.status")!);
        Assert.Equal($"{app.Url.OriginalString}/jsonapi/customer?related=address", (string)answer.Json["links"]!["customer/address"]!["href"]!);
        Assert.Equal("[]", answer.Json["included"]!.ToJsonString());
    }

    [Fact]
    public async Task takes_the_sample_of_the_manual_and_answers_with_the_id_alone()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);
        await shop.OptionsAsync("/jsonapi");

        var made = await shop.PostAsync(Sample);

        Assert.Equal(201, made.Status);
        Assert.Equal("application/vnd.api+json", made.Response.Content.Headers.ContentType!.ToString());
        var id = (string)made.Json!["data"]!["id"]!;
        Assert.Equal($$"""{"customer.id":"{{id}}"}""", made.Json["data"]!["attributes"]!.ToJsonString());
        await shop.SignInAsync("testuser@example.com", "secret123");
        var own = await shop.GetAsync();
        Assert.Equal(id, (string)own.Attribute("customer.id")!);
        Assert.Equal("+4912345678", (string)own.Attribute("customer.telephone")!);
        Assert.Equal(10.0, (double)own.Attribute("customer.longitude")!);
        Assert.Equal("testuser@example.com", (string)own.Attribute("customer.code")!);
        Assert.Null(own.Attribute("customer.password"));
        Assert.Null(own.Attribute("customer.telehone"));
    }

    [Fact]
    public async Task is_limited_to_three_accounts_of_one_address_in_four_hours()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);
        for (var i = 0; i < 3; i++) await shop.RegisterAsync($"customer{i}@example.com");

        var fourth = await shop.PostAsync("""{"data":{"attributes":{"customer.email":"four@example.com"}}}""");
        app.Clock.Advance(TimeSpan.FromHours(4) + TimeSpan.FromSeconds(1));
        var later = await shop.PostAsync("""{"data":{"attributes":{"customer.email":"four@example.com"}}}""");

        Assert.Equal((403, "Temporary limit reached"), (fourth.Status, fourth.Title));
        Assert.Equal(14400, fourth.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, tolerance: 1);
        Assert.Equal(201, later.Status);
    }

    [Fact]
    public async Task counts_parallel_registrations_too()
    {
        await using var app = await TestServer.StartAsync();

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            using var shop = new Shop(app);
            await shop.OptionsAsync("/jsonapi");
            return (await shop.PostAsync(Shop.Data($$""" "customer.email":"p{{i}}@example.com" """))).Status;
        }));

        Assert.Equal(3, made.Count(status => status == 201));
        Assert.Equal(9, made.Count(status => status == 403));
    }

    [Theory]
    [InlineData("""{"customer.lastname":"X"}""", 422, "A required value is missing", "customer.email")]
    [InlineData("""{"customer.email":""}""", 422, "A required value is empty", "customer.email")]
    [InlineData("""{"customer.email":"no-at"}""", 422, "Invalid characters in email address: \"no-at\"", "customer.email")]
    [InlineData("""{"customer.email":"a@example.com","customer.website":"not a url"}""", 422, "Invalid web site URL \"not a url\"", "customer.website")]
    [InlineData("""{"customer.email":"a@example.com","customer.salutation":"mademoiselle"}""", 422, "Address salutation \"mademoiselle\" not within allowed range", "customer.salutation")]
    [InlineData("""{"customer.email":"a@example.com","customer.languageid":"deutsch"}""", 422, "Invalid ISO language code", "customer.languageid")]
    [InlineData("""{"customer.email":"a@example.com","customer.countryid":"DEU"}""", 422, "Invalid ISO country code", "customer.countryid")]
    [InlineData("""{"customer.email":"a@example.com","customer.birthday":"2000-02-30"}""", 422, "Invalid characters in date, ISO format \"YYYY-MM-DD\" expected", "customer.birthday")]
    [InlineData("""{"customer.email":"a@example.com","customer.code":"a b"}""", 422, "Code contains invalid characters: \"a b\"", "customer.code")]
    [InlineData("""{"customer.email":"a@example.com","customer.code":"b@example.com"}""", 422, "Value not within allowed range", "customer.code")]
    [InlineData("""{"customer.email":"a@example.com","customer.city":["x"]}""", 422, "Value is of the wrong type", "customer.city")]
    [InlineData("""{"customer.email":"a@example.com","customer.longitude":999}""", 422, "Value not within allowed range", "customer.longitude")]
    [InlineData("""{"customer.email":"a@example.com","customer.password":"short"}""", 422, "Password is too short", "customer.password")]
    public async Task names_what_it_refuses(string attributes, int status, string title, string attribute)
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);
        await shop.OptionsAsync("/jsonapi");

        var refused = await shop.PostAsync(Shop.Data(attributes[1..^1]));

        Assert.Equal((status, title), (refused.Status, refused.Title));
        Assert.Equal($"/data/attributes/{attribute}", (string)refused.Json!["errors"]![0]!["source"]!["pointer"]!);
        Assert.Equal(0, (int)refused.Json["meta"]!["total"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"data":""")]
    [InlineData("""{"foo":1}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":[{"attributes":{"customer.email":"arr@example.com"}}]}""")]
    [InlineData("""{"data":{"attributes":null}}""")]
    [InlineData("""{"data":{"attributes":"x"}}""")]
    [InlineData("[]")]
    [InlineData("""{"data":{"attributes":{"customer.email":"a@example.com","customer.city":"\ud800"}}}""")]
    public async Task refuses_a_body_of_another_shape(string body)
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);
        await shop.OptionsAsync("/jsonapi");

        var refused = await shop.PostAsync(body);

        Assert.Equal((400, "Invalid JSON in body"), (refused.Status, refused.Title));
    }

    [Fact]
    public async Task tells_of_all_bad_values_at_once()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);
        await shop.OptionsAsync("/jsonapi");

        var refused = await shop.PostAsync("""{"data":{"attributes":{"customer.email":"x","customer.countryid":"DEU","customer.birthday":"yesterday"}}}""");

        Assert.Equal(3, refused.Json!["errors"]!.AsArray().Count);
    }

    [Fact]
    public async Task answers_409_for_an_address_that_is_taken_and_makes_no_account_while_signed_in()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var other = new Shop(app);
        await other.OptionsAsync("/jsonapi");

        var taken = await other.PostAsync("""{"data":{"attributes":{"customer.email":"ANNA@example.com"}}}""");
        var again = await anna.PostAsync("""{"data":{"attributes":{"customer.email":"second@example.com"}}}""");

        Assert.Equal(409, taken.Status);
        Assert.Equal((403, "signed_in"), (again.Status, again.Code));
    }

    [Fact]
    public async Task ignores_what_only_the_shop_may_say()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = await Shop.OfAsync(app, attributes: ""","customer.status":0,"customer.groups":["1"],"customer.id":"77","customer.dateverified":"2020-01-01","verified":true,"tags":["vip"]""");

        var own = await shop.GetAsync();

        Assert.Equal(1, (int)own.Attribute("customer.status")!);
        Assert.Equal("[]", own.Attribute("customer.groups")!.ToJsonString());
        Assert.NotEqual("77", (string)own.Attribute("customer.id")!);
    }

    [Fact]
    public async Task makes_a_label_of_the_names()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = await Shop.OfAsync(app, attributes: ""","customer.firstname":"A","customer.lastname":"B","customer.company":"Co" """);

        Assert.Equal("A B (Co)", (string)(await shop.GetAsync()).Attribute("customer.label")!);
    }
}
