namespace Freehold.Http.Tests.Synerise;

/// <summary>T06, and T77 for its bodies.</summary>
public sealed class Personal_information : In_a_shop
{
    [Fact]
    public async Task shows_every_member_in_the_contracts_order()
    {
        var customer = await Shop.CustomerAsync();

        var answer = await customer.ReadAsync();

        Assert.Equal(
            [
                "clientId", "email", "phone", "customId", "firstName", "lastName", "displayName", "company", "address", "city", "province", "zipCode", "countryCode", "avatarUrl",
                "uuid", "birthDate", "sex", "lastActivityDate", "anonymous", "agreements", "attributes", "tags", "previousClients",
                "whatsAppId", "salutation", "title", "vatid", "address2", "address3", "telephone", "telefax", "website", "longitude", "latitude", "languageid",
            ],
            answer.Json.AsObject().Select(member => member.Key));
        Assert.Equal("NOT_SPECIFIED", answer.Json["sex"]!.GetValue<string>());
        Assert.Equal(Server.Clock.UtcNow, DateTimeOffset.Parse(answer.Json["lastActivityDate"]!.GetValue<string>(), null));
        Assert.Equal("no-store", answer.Response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task tells_absent_null_and_empty_apart()
    {
        var customer = await Shop.CustomerAsync("""
            "firstName":"Anna","lastName":"Nowak","sex":"FEMALE","birthDate":"1990-01-02","agreements":{"sms":true,"push":true},"attributes":{"a":1,"b":"x"}
            """);

        Assert.Equal(400, (await customer.UpdateAsync("""{"firstName":"","lastName":"Changed"}""")).Status);
        Assert.Equal(400, (await customer.UpdateAsync("""{"attributes":{"b":""},"lastName":"Changed"}""")).Status);
        Assert.Equal(200, (await customer.UpdateAsync("""{"lastName":null,"sex":null,"birthDate":null,"agreements":{"sms":null},"attributes":{"a":null}}""")).Status);

        var after = (await customer.ReadAsync()).Json;
        Assert.Equal("Anna", after["firstName"]!.GetValue<string>());
        Assert.Null(after["lastName"]);
        Assert.Null(after["birthDate"]);
        Assert.Equal("NOT_SPECIFIED", after["sex"]!.GetValue<string>());
        Assert.False(after["agreements"]!["sms"]!.GetValue<bool>());
        Assert.True(after["agreements"]!["push"]!.GetValue<bool>());
        Assert.Equal("""{"snrs_email_confirmed":false,"b":"x"}""", after["attributes"]!.ToJsonString());
    }

    [Fact]
    public async Task resets_whole_objects_by_null()
    {
        var customer = await Shop.CustomerAsync("""  "agreements":{"sms":true,"push":true},"attributes":{"a":1,"b":"x"} """);

        Assert.Equal(200, (await customer.UpdateAsync("""{"agreements":null,"attributes":null}""")).Status);

        var after = (await customer.ReadAsync()).Json;
        Assert.DoesNotContain("true", after["agreements"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("""{"snrs_email_confirmed":false}""", after["attributes"]!.ToJsonString());
    }

    [Fact]
    public async Task names_every_bad_field_in_one_answer_and_stores_nothing()
    {
        var customer = await Shop.CustomerAsync("\"phone\":\"+48555015332\"");
        var before = (await customer.ReadAsync()).Text;

        var answer = await customer.UpdateAsync("""
            {"city":"Kraków","firstName":7,"email":"other@example.com","phone":null,"customId":"x","uuid":"","birthDate":"1.2.1990","longitude":999,"agreements":[7],"attributes":{"a\nb":1}}
            """);

        Assert.Equal(400, answer.Status);
        Assert.Equal(["agreements", "attributes.a\nb", "birthDate", "customId", "email", "firstName", "longitude", "phone", "uuid"], answer.Fields.Order(StringComparer.Ordinal));
        Assert.Equal(before, (await customer.ReadAsync()).Text);
    }

    [Theory]
    [InlineData("+48555015332")]
    [InlineData("48 555 015 332")]
    [InlineData("0048 555-015-332")]
    [InlineData("555 015 332")]
    public async Task takes_the_own_phone_in_any_spelling_as_nothing_to_do(string spelling)
    {
        await using var server = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:DefaultCountry"] = "PL" });
        var customer = await new Shop(server).CustomerAsync("\"phone\":\"+48555015332\"");

        Assert.Equal(200, (await customer.UpdateAsync($$"""{"phone":"{{spelling}}"}""")).Status);
        Assert.Equal("+48555015332", (await customer.ReadAsync()).Json["phone"]!.GetValue<string>());
        Assert.Equal(400, (await customer.UpdateAsync("""{"phone":"555 015 333"}""")).Status);
    }

    [Fact]
    public async Task takes_repeated_identifiers_and_an_empty_object_as_nothing_to_do()
    {
        var customer = await Shop.CustomerAsync("\"phone\":\"+48555015332\"");
        var before = (await customer.ReadAsync()).Json;

        var repeated = await customer.UpdateAsync($$"""{"email":"{{customer.Email.ToUpperInvariant()}}","phone":"+48 555 015 332","customId":null,"uuid":"{{before["uuid"]}}","tags":["vip"],"clientId":1,"anonymous":true,"nonsense":{} }""");
        var empty = await customer.UpdateAsync("{}");

        Assert.Equal((200, ""), (repeated.Status, repeated.Text));
        Assert.Equal((200, ""), (empty.Status, empty.Text));
        Assert.Equal(before.ToJsonString(), (await customer.ReadAsync()).Json.ToJsonString());
    }

    [Fact]
    public async Task reads_and_writes_the_other_dialects_members_by_the_same_rules()
    {
        var customer = await Shop.CustomerAsync();

        Assert.Equal(200, (await customer.UpdateAsync("""{"salutation":"mrs","title":"Dr","vatid":"PL1","address2":"2","telephone":"12 34","website":"https://example.com","longitude":10.5,"latitude":"50","languageid":"pl"}""")).Status);
        Assert.Equal(["salutation"], (await customer.UpdateAsync("""{"salutation":"lord"}""")).Fields);

        var after = (await customer.ReadAsync()).Json;
        Assert.Equal(10.5, after["longitude"]!.GetValue<double>());
        Assert.Equal(50, after["latitude"]!.GetValue<double>());
        Assert.Equal("12 34", after["telephone"]!.GetValue<string>());
        Assert.Null(after["phone"]);
    }

    [Theory]
    [InlineData("""{"firstName":"\ud800"}""", 400)]
    [InlineData("""{"\udc00":1}""", 400)]
    [InlineData("""{"attributes":{"a":[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]}}""", 400)]
    [InlineData("""{"firstName":"a\u0000b"}""", 400)]
    [InlineData("""{"attributes":{"a":"b\u0000"}}""", 400)]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("""{"firstName":"A","firstName":"B"}""", 200)]
    public async Task survives_hostile_json(string body, int status)
    {
        var customer = await Shop.CustomerAsync();

        Assert.Equal(status, (await customer.UpdateAsync(body)).Status);
        Assert.Equal(200, (await customer.ReadAsync()).Status);
    }

    [Fact]
    public async Task does_not_let_attributes_grow_without_end()
    {
        var customer = await Shop.CustomerAsync();
        var half = new string('x', 40_000);

        Assert.Equal(200, (await customer.UpdateAsync($$$"""{"attributes":{"a":"{{{half}}}"}}""")).Status);
        Assert.Equal(["attributes"], (await customer.UpdateAsync($$$"""{"attributes":{"b":"{{{half}}}"}}""")).Fields);
        Assert.Equal(200, (await customer.UpdateAsync($$$"""{"attributes":{"a":"{{{half}}}!"}}""")).Status);
        var body = await customer.UpdateAsync($$$"""{"attributes":{"b":"{{{half}}}{{{half}}}"}}""");
        Assert.Equal((413, 413), (body.Status, body.Json["errors"]![0]!["code"]!.GetValue<int>()));
    }

    [Fact]
    public async Task lets_attributes_grow_to_the_end()
    {
        var customer = await Shop.CustomerAsync();
        await customer.UpdateAsync($$$"""{"attributes":{"ü":"{{{new string('x', 40_000)}}}"}}""");
        var taken = """{"\u00FC":"","\u00DF":""}""".Length + 40_000;

        Assert.Equal(["attributes"], (await customer.UpdateAsync($$$"""{"attributes":{"ß":"{{{new string('x', 65_536 - taken + 1)}}}"}}""")).Fields);
        Assert.Equal(200, (await customer.UpdateAsync($$$"""{"attributes":{"ß":"{{{new string('x', 65_536 - taken)}}}"}}""")).Status);
    }

    [Fact]
    public async Task knows_no_other_type_route_or_method()
    {
        var customer = await Shop.CustomerAsync();

        var type = await Shop.PostAsync("/v4/my-account/personal-information", customer.Token, "<a/>", "text/xml");
        var method = await Shop.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/v4/my-account/personal-information"), customer.Token);
        var route = await customer.GetAsync("/v4/my-account/nothing");

        Assert.Equal((415, 405, 404), (type.Status, method.Status, route.Status));
        Assert.All([type, method, route], answer => Assert.Equal(answer.Status, answer.Json["status"]!.GetValue<int>()));
        Assert.Equal(["GET", "HEAD", "POST"], method.Response.Content.Headers.Allow.Order());
    }
}
