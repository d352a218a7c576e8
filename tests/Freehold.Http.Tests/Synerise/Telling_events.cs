namespace Freehold.Http.Tests.Synerise;

public sealed class Telling_events : In_an_office
{
    private const string Uuid = "07243772-008a-42e1-ba37-c3807cebde8f";

    [Fact]
    public async Task belongs_to_whom_the_token_speaks_for_whatever_the_body_says()
    {
        var anna = await Shop.CustomerAsync();
        var carl = await Shop.CustomerAsync();

        var told = await anna.PostAsync("/v4/events/custom", $$$"""{"label":"Size","action":"size.chosen","client":{"email":"{{{carl.Email}}}"},"params":{"size":"M"}}""");

        Assert.Equal((202, ""), (told.Status, told.Text));
        var own = (await anna.GetAsync("/v4/events?action=size.chosen")).Json.AsArray().Single()!;
        Assert.Equal("""{"size":"M"}""", own["params"]!.ToJsonString());
        Assert.Equal("size.chosen", own["label"]!.GetValue<string>());
        Assert.Empty((await carl.GetAsync("/v4/events?action=size.chosen")).Json.AsArray());
    }

    [Fact]
    public async Task makes_a_profile_for_a_visitors_uuid_at_the_first_event()
    {
        var visitor = (await Shop.PostAsync("/sauth/v3/auth/login/client/anonymous", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","uuid":"{{Uuid}}"}""")).Json["token"]!.GetValue<string>();
        Assert.Equal(404, (await Office.GetAsync($"/v4/clients/by-uuid/{Uuid}")).Status);

        Assert.Equal(202, (await Shop.PostAsync("/v4/events/visited-screen", visitor, """{"label":"Start"}""")).Status);
        Assert.Equal(202, (await Shop.PostAsync("/v4/events/logged-out", visitor, "")).Status);

        var profile = (await Office.GetAsync($"/v4/clients/by-uuid/{Uuid}")).Json;
        Assert.True(profile["anonymous"]!.GetValue<bool>());
        var events = (await Office.GetAsync($"/v4/events/by-client/{profile["clientId"]}")).Json.AsArray();
        Assert.Equal(["client.add", "client.logout", "client.visitedScreen"], events.Select(happened => happened!["action"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/v4/events/logged-in")]
    [InlineData("/sauth/my-account/logout")]
    public async Task takes_a_body_in_no_pieces_for_none(string path)
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(path.EndsWith("in", StringComparison.Ordinal) ? 202 : 200, (await Shop.PostInChunksAsync(path, anna.Token, "")).Status);
        Assert.Equal(400, (await Shop.PostInChunksAsync(path, anna.Token, "[")).Status);
    }

    [Theory]
    [InlineData("""{"label":"x"}""", "[0].type")]
    [InlineData("""{"type":"zz zz","label":"x"}""", "[0].type")]
    [InlineData("""{"type":"custom","label":"x"}""", "[0].action")]
    [InlineData("""{"type":"mine","action":"zz zz","label":"x"}""", "[0].action")]
    public async Task names_only_what_is_wrong_with_an_event_of_many(string told, string field)
    {
        var anna = await Shop.CustomerAsync();

        var refused = await anna.PostAsync("/v4/events/batch", $"[{told}]");

        Assert.Equal((400, field), (refused.Status, refused.Fields.Single()));
    }

    [Theory]
    [InlineData("""{"email":"nora@example.com"}""", "by-email/nora@example.com")]
    [InlineData("""{"customId":"N-1"}""", "by-customid/N-1")]
    [InlineData("""{"uuid":"07243772-008a-42e1-ba37-c3807cebde8f"}""", "by-uuid/07243772-008a-42e1-ba37-c3807cebde8f")]
    public async Task finds_or_makes_whom_the_business_side_names(string client, string path)
    {
        for (var i = 0; i < 2; i++)
            Assert.Equal(202, (await Office.PostAsync("/v4/events/added-to-cart", $$$"""{"label":"Cart","client":{{{client}}},"params":{"sku":"S-1"}}""")).Status);

        var id = (await Office.GetAsync("/v4/clients/" + path)).Json["clientId"]!.GetValue<long>();
        Assert.Equal(2, (await Office.GetAsync($"/v4/events/by-client/{id}?action=product.addToCart")).Json.AsArray().Count);
    }

    /// <summary>A shop tells of a new customer before it hands the profile over, and both name number and address together.</summary>
    [Fact]
    public async Task takes_number_and_address_for_one_customer()
    {
        const string nora = "\"customId\":\"N-1\",\"email\":\"nora@example.com\"", olaf = "\"customId\":\"N-2\",\"email\":\"olaf@example.com\"";
        await Office.PostAsync("/v4/clients", """{"email":"nora@example.com"}""");

        foreach (var client in new[] { nora, $"{olaf},\"uuid\":\"{Uuid}\"" })
            Assert.Equal(202, (await Office.PostAsync("/v4/events/added-to-cart", $$$"""{"label":"Cart","client":{{{{client}}}}}""")).Status);
        var rows = await Office.PostAsync("/v4/clients/batch", $$"""[{{{nora}}},{{{olaf}}}]""");

        Assert.Equal("""{"accepted":2,"refused":[]}""", rows.Json.ToJsonString());
        foreach (var (path, uuid) in new[] { ("by-email/nora@example.com", null), ("by-customid/N-2", Uuid) })
        {
            var profile = (await Office.GetAsync("/v4/clients/" + path)).Json;
            Assert.Equal("product.addToCart", (string)Assert.Single((await Office.GetAsync($"/v4/events/by-client/{profile["clientId"]}?action=product.addToCart")).Json.AsArray())!["action"]!);
            if (uuid is not null) Assert.Equal((uuid, "olaf@example.com"), ((string)profile["uuid"]!, (string)profile["email"]!));
        }
    }

    [Fact]
    public async Task finds_no_customer_by_a_uuid()
    {
        await Shop.CustomerAsync($"\"uuid\":\"{Uuid}\"");

        Assert.Equal(404, (await Office.PostAsync("/v4/events/logged-in", $$$"""{"label":"x","client":{"uuid":"{{{Uuid}}}"}}""")).Status);
    }

    [Fact]
    public async Task replaces_an_event_that_is_sent_again_with_its_salt()
    {
        var anna = await Shop.CustomerAsync();
        for (var i = 1; i <= 2; i++) await anna.PostAsync("/v4/events/custom", $$$"""{"label":"x","action":"step","eventSalt":"s","params":{"n":{{{i}}}}}""");

        Assert.Equal("""{"n":2}""", (await anna.GetAsync("/v4/events?action=step")).Json.AsArray().Single()!["params"]!.ToJsonString());
    }

    [Fact]
    public async Task puts_no_word_of_a_customer_in_the_place_of_the_shops()
    {
        var anna = await Shop.CustomerAsync();
        var id = (await anna.ReadAsync()).Json["clientId"]!.GetValue<long>();
        string Told(int amount) => $$$"""{"label":"x","action":"refund","eventSalt":"1001","client":{"id":{{{id}}}},"params":{"amount":{{{amount}}}}}""";
        await Office.PostAsync("/v4/events/custom", Told(5));

        Assert.Equal(202, (await anna.PostAsync("/v4/events/custom", Told(99))).Status);
        Assert.Equal(202, (await Office.PostAsync("/v4/events/custom", Told(6))).Status);

        var amounts = (await anna.GetAsync("/v4/events?action=refund")).Json.AsArray().Select(one => (int)one!["params"]!["amount"]!);
        Assert.Equal([6, 99], amounts.Order());
    }

    [Theory]
    [InlineData("""{"action":"x"}""", "label")]
    [InlineData("""{"label":"x"}""", "action")]
    [InlineData("""{"label":"x","action":"a b"}""", "action")]
    [InlineData("""{"label":"x","action":"123456789012345678901234567890123"}""", "action")]
    [InlineData("""{"label":"x","action":"x","time":"yesterday"}""", "time")]
    [InlineData("""{"label":"x","action":"x","time":"12:00"}""", "time")]
    [InlineData("""{"label":"x","action":"x","time":"02/01/2020"}""", "time")]
    [InlineData("""{"label":"x","action":"x","params":[7]}""", "params")]
    public async Task names_a_bad_field(string body, string field)
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal((400, field), await anna.PostAsync("/v4/events/custom", body) is var refused ? (refused.Status, refused.Fields.Single()) : default);
    }

    [Fact]
    public async Task takes_much_about_an_event_from_the_business_side_only()
    {
        var anna = await Shop.CustomerAsync();
        var much = $$$"""{"label":"x","action":"x","client":{"email":"{{{anna.Email}}}"},"params":{"much":"{{{new string('x', 4096)}}}"}}""";

        var refused = await anna.PostAsync("/v4/events/custom", much);

        Assert.Equal((400, "params"), (refused.Status, refused.Fields.Single()));
        Assert.Equal(202, (await Office.PostAsync("/v4/events/custom", much)).Status);
    }

    [Theory]
    [InlineData("""{"label":"x"}""", 400, "client")]
    [InlineData("""{"label":"x","client":{}}""", 400, "client")]
    [InlineData("""{"label":"x","client":{"email":"nobody"}}""", 400, "client.email")]
    [InlineData("""{"label":"x","client":{"id":1}}""", 404, "client")]
    [InlineData("""{"label":"x","client":{"id":0}}""", 400, "client.id")]
    [InlineData("""{"label":"x","client":{"id":-1}}""", 400, "client.id")]
    [InlineData("""{"label":"x","client":{"id":"-1"}}""", 400, "client.id")]
    public async Task needs_somebody_from_the_business_side(string body, int status, string field) =>
        Assert.Equal((status, field), await Office.PostAsync("/v4/events/logged-in", body) is var refused ? (refused.Status, refused.Fields.Single()) : default);

    [Theory]
    [InlineData("""{"id":1}""", "[1].client")]
    [InlineData($$"""{"uuid":"{{Uuid}}"}""", "[1].client.uuid")]
    public async Task keeps_none_of_many_where_one_is_of_nobody(string client, string field)
    {
        await Shop.CustomerAsync($"\"uuid\":\"{Uuid}\"");

        var refused = await Office.PostAsync("/v4/events/batch", $$$"""
            [{"type":"custom","action":"step","label":"x","client":{"email":"nora@example.com"}},{"type":"custom","action":"step","label":"x","client":{{{client}}}}]
            """);

        Assert.Equal((404, field), (refused.Status, refused.Fields.Single()));
        Assert.Empty((await Office.GetAsync("/v4/events/all?action=step")).Json.AsArray());
        Assert.Equal(404, (await Office.GetAsync("/v4/clients/by-email/nora@example.com")).Status);
    }

    [Fact]
    public async Task keeps_the_order_of_many_of_one_moment()
    {
        var anna = await Shop.CustomerAsync();
        var id = (await anna.ReadAsync()).Json["clientId"]!.GetValue<long>();

        await anna.PostAsync("/v4/events/batch", Steps(""));
        Assert.Equal(202, (await Office.PostAsync("/v4/events/batch", Steps($$$""" "client":{"id":{{{id}}}},"""))).Status);

        var own = (await anna.GetAsync("/v4/events?action=step")).Json.AsArray();
        Assert.Equal(200, own.Count);
        foreach (var half in new[] { own.Where(step => step!["params"]!["by"] is not null), own.Where(step => step!["params"]!["by"] is null) })
            Assert.Equal(Enumerable.Range(0, 100).Reverse(), half.Select(step => step!["params"]!["n"]!.GetValue<int>()));

        static string Steps(string client) =>
            $"[{string.Join(',', Enumerable.Range(0, 100).Select(n => $$$"""{"type":"custom","action":"step","label":"x",{{{client}}}"params":{"n":{{{n}}}{{{(client.Length > 0 ? ",\"by\":1" : "")}}}}}"""))}]";
    }

    [Fact]
    public async Task needs_a_token() => Assert.Equal(401, (await Shop.PostAsync("/v4/events/logged-in", null, """{"label":"x"}""")).Status);

    [Fact]
    public async Task is_read_by_the_business_side_for_everybody_and_counts_after_a_deletion()
    {
        var anna = await Shop.CustomerAsync();
        await anna.PostAsync("/v4/events/custom", """{"label":"x","action":"size.chosen","params":{"mail":"anna1@example.com"}}""");
        var before = (await Office.GetAsync("/v4/events/all")).Json.AsArray().Count;

        await anna.PostAsync("/sauth/my-account/delete", $$"""{"password":"{{Shop.Password}}"}""");

        var after = await Office.GetAsync("/v4/events/all");
        Assert.Equal(before + 1, after.Json.AsArray().Count);
        Assert.DoesNotContain("anna1@example.com", after.Text, StringComparison.Ordinal);
        Assert.All(after.Json.AsArray(), happened => Assert.Null(happened!["client"]!["id"]));
        Assert.Single((await Office.GetAsync("/v4/events/all?action=size.chosen")).Json.AsArray());
        Assert.Equal(2, (await Office.GetAsync("/v4/events/all?limit=2")).Json.AsArray().Count);
        Assert.Equal(403, (await Shop.GetAsync("/v4/events/all", await Shop.AnonymousTokenAsync())).Status);
    }
}
