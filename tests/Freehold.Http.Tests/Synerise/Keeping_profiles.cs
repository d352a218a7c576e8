namespace Freehold.Http.Tests.Synerise;

public sealed class Keeping_profiles : In_an_office
{
    [Fact]
    public async Task makes_a_profile_that_every_identifier_finds()
    {
        var made = await Office.PostAsync("/v4/clients", """{"email":"Nora@Example.com","phone":"+48 555 015 332","customId":"N-1","uuid":"0c5c2a83-f1f6-4bd9-8a5d-0aa1d1b9f5f4","firstName":"Nora","tags":["vip"],"agreements":{"email":true}}""");
        Assert.Equal((202, ""), (made.Status, made.Text));

        var id = await Office.IdAsync("nora@example.com");
        foreach (var path in (string[])[$"{id}", "by-email/Nora%40Example.com", "by-customid/N-1", "by-custom-id/N-1", "by-uuid/0c5c2a83-f1f6-4bd9-8a5d-0aa1d1b9f5f4", "by-phone/%2B48555015332"])
        {
            var profile = await Office.GetAsync("/v4/clients/" + path);
            Assert.Equal(200, profile.Status);
            Assert.Equal(id, profile.Json["clientId"]!.GetValue<long>());
            Assert.Equal("Nora", profile.Json["firstName"]!.GetValue<string>());
            Assert.Equal("""["vip"]""", profile.Json["tags"]!.ToJsonString());
            Assert.False(profile.Json["anonymous"]!.GetValue<bool>());
            Assert.True(profile.Json["agreements"]!["email"]!.GetValue<bool>());
        }
    }

    [Theory]
    [InlineData("2026/17", "2026%2F17", "2026%252F17")]
    [InlineData("2026%2F17", "2026%252F17", "2026%2F17")]
    [InlineData("/", "%2f", "%252f")]
    [InlineData("a/b%2Fc d+e", "a%2Fb%252Fc%20d+e", "a%2Fb%2Fc%20d+e")]
    public async Task finds_identifiers_with_whatever_is_in_them(string customId, string inPath, string another)
    {
        await Office.PostAsync("/v4/clients", $$"""{"customId":"{{customId}}"}""");

        foreach (var path in (string[])[$"by-customid/{inPath}", $"by-customid/{inPath}/", $"by-custom-id/{inPath}?x=1/2"])
            Assert.Equal(customId, (await Office.GetAsync("/v4/clients/" + path)).Json["customId"]!.GetValue<string>());
        Assert.Equal(404, (await Office.GetAsync("/v4/clients/by-customid/" + another)).Status);
        Assert.Equal(200, (await Office.PostAsync($"/v4/clients/by-customid/{inPath}", """{"city":"Oslo"}""")).Status);
    }

    [Theory]
    [InlineData("""["vip",1]""", "tags[1]")]
    [InlineData("""["vip",""]""", "tags[1]")]
    [InlineData("""["\u0000"]""", "tags[0]")]
    [InlineData("""["\ufe0f"]""", "tags[0]")]
    [InlineData("\"vip\"", "tags")]
    [InlineData("LONG", "tags[0]")]
    [InlineData("MANY", "tags")]
    public async Task keeps_no_tags_that_are_no_texts(string tags, string field)
    {
        await Office.PostAsync("/v4/clients", """{"customId":"N-1","tags":["old"]}""");
        if (tags == "LONG") tags = $"[\"{new string('x', 256)}\"]";
        if (tags == "MANY") tags = $"[{string.Join(',', Enumerable.Repeat($"\"{new string('x', 250)}\"", 300))}]";

        var refused = await Office.PostAsync("/v4/clients/by-customid/N-1", $$"""{"tags":{{tags}},"city":"Oslo"}""");

        Assert.Equal((400, field), (refused.Status, refused.Fields.Single()));
        var kept = (await Office.GetAsync("/v4/clients/by-customid/N-1")).Json;
        Assert.Equal(("""["old"]""", null), (kept["tags"]!.ToJsonString(), (string?)kept["city"]));
    }

    [Fact]
    public async Task makes_no_second_profile_of_the_same_identifier()
    {
        await Office.PostAsync("/v4/clients", """{"email":"nora@example.com","firstName":"Nora"}""");
        await Office.PostAsync("/v4/clients", """{"email":"NORA@example.com","customId":"N-1","lastName":"Berg"}""");
        await Office.PostAsync("/v4/clients", """{"customId":"N-1","city":"Oslo"}""");
        await Office.PostAsync("/v4/clients", """{"phone":"+4755501533","city":"Bergen"}""");
        await Office.PostAsync("/v4/clients", """{"phone":"+47 555 01 533","firstName":"Ole"}""");

        Assert.Equal(["nora@example.com", null], (await Office.EmailsAsync("?sortBy=email&sortOrder=DESC")).Select(email => email?.ToLowerInvariant()));
        var nora = (await Office.ByEmailAsync("nora@example.com")).Json;
        Assert.Equal(("Nora", "Berg", "Oslo"), (nora["firstName"]!.GetValue<string>(), nora["lastName"]!.GetValue<string>(), nora["city"]!.GetValue<string>()));
    }

    [Fact]
    public async Task needs_an_identifier()
    {
        var refused = await Office.PostAsync("/v4/clients", """{"firstName":"Nora"}""");

        Assert.Equal((400, "email"), (refused.Status, refused.Fields.Single()));
        Assert.Empty(await Office.EmailsAsync(""));
    }

    [Fact]
    public async Task empties_with_null_and_keeps_what_is_not_named()
    {
        await Office.PostAsync("/v4/clients", """{"email":"nora@example.com","firstName":"Nora","city":"Oslo","customId":"N-1","tags":["vip"],"attributes":{"size":"M","club":1},"agreements":{"sms":true}}""");
        var id = await Office.IdAsync("nora@example.com");

        var updated = await Office.PostAsync($"/v4/clients/{id}", """{"city":null,"tags":null,"customId":null,"attributes":{"size":null},"agreements":{"sms":null}}""");

        Assert.Equal((200, ""), (updated.Status, updated.Text));
        var profile = (await Office.GetAsync($"/v4/clients/{id}")).Json;
        Assert.Equal("Nora", profile["firstName"]!.GetValue<string>());
        Assert.Null(profile["city"]);
        Assert.Null(profile["customId"]);
        Assert.Equal("[]", profile["tags"]!.ToJsonString());
        Assert.Null(profile["attributes"]!["size"]);
        Assert.Equal(1, profile["attributes"]!["club"]!.GetValue<int>());
        Assert.False(profile["agreements"]!["sms"]!.GetValue<bool>());
        Assert.Equal(404, (await Office.GetAsync("/v4/clients/by-customid/N-1")).Status);
    }

    [Fact]
    public async Task names_every_bad_field_and_changes_nothing()
    {
        await Office.PostAsync("/v4/clients", """{"email":"nora@example.com","firstName":"Nora"}""");

        var refused = await Office.PostAsync("/v4/clients/by-email/nora%40example.com", """{"firstName":"Ola","email":"nobody","phone":"x","city":"","tags":"vip","birthDate":"1800-01-01"}""");

        Assert.Equal(400, refused.Status);
        Assert.Equal(["birthDate", "city", "email", "phone", "tags"], refused.Fields.Order(StringComparer.Ordinal));
        Assert.Equal("Nora", (await Office.ByEmailAsync("nora@example.com")).Json["firstName"]!.GetValue<string>());
    }

    [Fact]
    public async Task never_changes_what_an_account_signs_in_with()
    {
        var anna = await Shop.CustomerAsync();
        var id = await Office.IdAsync(anna.Email);

        Assert.Equal("email", (await Office.PostAsync($"/v4/clients/{id}", """{"email":"thief@example.com"}""")).Fields.Single());
        Assert.Equal("email", (await Office.PostAsync($"/v4/clients/{id}", """{"email":null}""")).Fields.Single());
        Assert.Equal("uuid", (await Office.PostAsync($"/v4/clients/{id}", """{"uuid":"07243772-008a-42e1-ba37-c3807cebde8f"}""")).Fields.Single());
        Assert.Equal(200, (await Office.PostAsync($"/v4/clients/{id}", $$"""{"email":"{{anna.Email.ToUpperInvariant()}}","customId":"A-1","city":"Oslo"}""")).Status);
        Assert.Equal((anna.Email, "A-1", "Oslo"), ((await anna.ReadAsync()).Json["email"]!.GetValue<string>(), (await anna.ReadAsync()).Json["customId"]!.GetValue<string>(), (await anna.ReadAsync()).Json["city"]!.GetValue<string>()));
    }

    [Fact]
    public async Task writes_by_address_to_no_account_that_did_not_prove_it()
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(202, (await Office.PostAsync("/v4/clients", $$"""{"email":"{{anna.Email}}","city":"Oslo"}""")).Status);
        Assert.Equal(200, (await Office.PostAsync("/v4/clients/by-email/" + anna.Email, """{"company":"Berg AS"}""")).Status);

        var own = (await anna.ReadAsync()).Json;
        Assert.Null(own["city"]);
        Assert.Null(own["company"]);
        var found = (await Office.ByEmailAsync(anna.Email)).Json;
        Assert.NotEqual(own["clientId"]!.GetValue<long>(), found["clientId"]!.GetValue<long>());
        Assert.Equal(("Oslo", "Berg AS"), (found["city"]!.GetValue<string>(), found["company"]!.GetValue<string>()));
    }

    [Fact]
    public async Task never_writes_to_whom_a_uuid_finds()
    {
        const string uuid = "07243772-008a-42e1-ba37-c3807cebde8f";
        var anna = await Shop.CustomerAsync($$"""
            "uuid":"{{uuid}}"
            """);

        Assert.Equal((409, "uuid"), await Office.PostAsync("/v4/clients", $$"""{"uuid":"{{uuid}}","city":"Oslo"}""") is var refused ? (refused.Status, refused.Fields.Single()) : default);
        Assert.Equal(202, (await Office.PostAsync("/v4/clients", $$"""{"uuid":"{{uuid}}","email":"nora@example.com","city":"Oslo"}""")).Status);
        Assert.Equal(405, (await Office.PostAsync($"/v4/clients/by-uuid/{uuid}", """{"city":"Oslo"}""")).Status);

        var own = (await anna.ReadAsync()).Json;
        Assert.Equal(uuid, own["uuid"]!.GetValue<string>());
        Assert.Null(own["city"]);
        Assert.NotEqual(uuid, (await Office.ByEmailAsync("nora@example.com")).Json["uuid"]!.GetValue<string>());
    }

    [Fact]
    public async Task deletes_for_good()
    {
        var anna = await Shop.CustomerAsync();
        var id = await Office.IdAsync(anna.Email);

        Assert.Equal(200, (await Office.DeleteAsync($"/v4/clients/{id}")).Status);

        Assert.Equal(401, (await anna.ReadAsync()).Status);
        Assert.Equal(404, (await Office.ByEmailAsync(anna.Email)).Status);
        Assert.Equal(404, (await Office.DeleteAsync($"/v4/clients/{id}")).Status);
        Assert.Empty(await Office.EmailsAsync(""));
        Assert.Equal(404, (await Office.DeleteAsync("/v4/clients/by-customid/unknown")).Status);
    }

    [Fact]
    public async Task ends_the_sessions_of_a_customer_in_both_ways()
    {
        foreach (var action in (string[])["LOGOUT", "LOGOUT_WITH_SESSION_CLEARING"])
        {
            var anna = await Shop.CustomerAsync();
            var id = await Office.IdAsync(anna.Email);

            Assert.Equal((200, ""), await Office.PostAsync($"/sauth/management/client/{id}/logout", $$"""{"action":"{{action}}"}""") is var answer ? (answer.Status, answer.Text) : default);
            Assert.Equal(401, (await anna.ReadAsync()).Status);
        }

        Assert.Equal("action", (await Office.PostAsync("/sauth/management/client/1/logout", """{"action":"SIGN_OUT"}""")).Fields.Single());
        Assert.Equal(404, (await Office.PostAsync("/sauth/management/client/1/logout", """{"action":"LOGOUT"}""")).Status);
    }

    [Theory]
    [InlineData("GET", "/v4/clients")]
    [InlineData("POST", "/v4/clients")]
    [InlineData("POST", "/v4/clients/batch")]
    [InlineData("GET", "/v4/clients/1")]
    [InlineData("DELETE", "/v4/clients/1")]
    [InlineData("GET", "/crm/v1/list")]
    public async Task is_not_for_customers(string method, string path)
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(403, (await Shop.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), anna.Token)).Status);
        Assert.Equal(403, (await Shop.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), await Shop.AnonymousTokenAsync())).Status);
        Assert.Equal(401, (await Shop.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), null)).Status);
    }
}
