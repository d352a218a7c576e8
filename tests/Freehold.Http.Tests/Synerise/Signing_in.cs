using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Synerise;

public sealed class Signing_in : In_a_shop
{
    [Theory]
    [InlineData("/sauth/v3/auth/login/client")]
    [InlineData("/sauth/v2/auth/login/client")]
    [InlineData("/sauth/auth/login/client")]
    public async Task answers_the_six_members_whatever_the_version(string path)
    {
        var customer = await Shop.CustomerAsync();

        var answer = await Shop.PostAsync(path, null, Login(customer.Email));

        Assert.Equal(200, answer.Status);
        Assert.Equal(["token", "expiration", "created", "origin", "customId", "realm"], answer.Json.AsObject().Select(member => member.Key));
        Assert.Equal(Server.Clock.UtcNow.ToUnixTimeSeconds() + 3600, answer.Json["expiration"]!.GetValue<long>());
        Assert.Equal(Server.Clock.UtcNow.ToUnixTimeMilliseconds(), answer.Json["created"]!.GetValue<long>());
        Assert.Equal("SYNERISE", answer.Json["origin"]!.GetValue<string>());
        Assert.Equal("client", answer.Json["realm"]!.GetValue<string>());
    }

    [Fact]
    public async Task tells_nobody_whether_the_address_is_known()
    {
        var customer = await Shop.CustomerAsync();

        var wrong = await Shop.SignInAsync(customer.Email, "wrong password");
        var unknown = await Shop.SignInAsync("nobody@example.com", "wrong password");

        Assert.Equal((401, 401), (wrong.Status, unknown.Status));
        Assert.Equal(Comparable(wrong), Comparable(unknown));
    }

    [Fact]
    public async Task works_by_custom_id_too()
    {
        var made = await Shop.PostAsync("/sauth/clients/registered", await Shop.BusinessTokenAsync(), $$"""{"email":"carl@example.com","password":"{{Shop.Password}}","customId":"C-17"}""");
        Assert.Equal(200, made.Status);

        var answer = await Shop.PostAsync("/sauth/v3/auth/login/client", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","customId":" C-17 ","password":"{{Shop.Password}}"}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal("C-17", answer.Json["customId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"identityProvider":"SYNERISE","email":"a@example.com","password":"x"}""", "apiKey")]
    [InlineData("""{"apiKey":"k","email":"a@example.com","password":"x"}""", "identityProvider")]
    [InlineData("""{"apiKey":"k","identityProvider":"MYSPACE","email":"a@example.com","password":"x"}""", "identityProvider")]
    [InlineData("""{"apiKey":"k","identityProvider":"SYNERISE","password":"x"}""", "email")]
    [InlineData("""{"apiKey":"k","identityProvider":"SYNERISE","email":"a@example.com"}""", "password")]
    [InlineData("""{"apiKey":"k","identityProvider":"SYNERISE","email":7,"password":"x"}""", "email")]
    [InlineData("""{"apiKey":"k","identityProvider":"SYNERISE","email":"a@example.com","password":""}""", "password")]
    [InlineData("""{"apiKey":"k","identityProvider":"FACEBOOK"}""", "identityProviderToken")]
    [InlineData("""{"apiKey":"k","identityProvider":"SYNERISE","email":"a@example.com","password":"x","agreements":{"email":"perhaps"}}""", "agreements.email")]
    [InlineData("""[]""", "body")]
    [InlineData("""{"apiKey":""", "body")]
    public async Task names_the_field_that_is_missing_or_bad(string body, string field)
    {
        foreach (var path in (string[])["/sauth/v3/auth/login/client", "/sauth/v3/auth/login/client/conditional"])
        {
            var answer = await Shop.PostAsync(path, null, body);

            Assert.Equal(400, answer.Status);
            Assert.Equal([field], answer.Fields);
        }
    }

    [Fact]
    public async Task needs_the_profile_key()
    {
        var customer = await Shop.CustomerAsync();

        var answer = await Shop.PostAsync("/sauth/v3/auth/login/client", null, Login(customer.Email).Replace(Shop.ProfileKey, Shop.BusinessKey, StringComparison.Ordinal));

        Assert.Equal(401, answer.Status);
        Assert.DoesNotContain(Shop.BusinessKey, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FACEBOOK")]
    [InlineData("GOOGLE")]
    [InlineData("UNKNOWN")]
    public async Task refuses_a_token_of_a_provider_that_is_not_connected(string provider)
    {
        var answer = await Shop.PostAsync("/sauth/v3/auth/login/client", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"{{provider}}","identityProviderToken":"abc"}""");

        Assert.Equal(401, answer.Status);
    }

    [Fact]
    public async Task sets_agreements_and_attributes_and_moves_the_uuid_but_no_tags()
    {
        var first = await Shop.CustomerAsync("\"uuid\":\"07243772-008a-42e1-ba37-c3807cebde8f\"");
        var second = await Shop.CustomerAsync();

        var answer = await Shop.PostAsync("/sauth/v3/auth/login/client", "", Login(second.Email, """
            "uuid":"07243772-008a-42e1-ba37-c3807cebde8f","agreements":{"email":true,"webpush":"TRUE"},"attributes":{"size":"M"},"tags":["vip"]
            """));

        Assert.Equal(200, answer.Status);
        var after = (await second.ReadAsync()).Json;
        Assert.Equal("07243772-008a-42e1-ba37-c3807cebde8f", after["uuid"]!.GetValue<string>());
        Assert.True(after["agreements"]!["email"]!.GetValue<bool>());
        Assert.True(after["agreements"]!["webPush"]!.GetValue<bool>());
        Assert.Equal("M", after["attributes"]!["size"]!.GetValue<string>());
        Assert.Empty(after["tags"]!.AsArray());
        Assert.NotEqual("07243772-008a-42e1-ba37-c3807cebde8f", (await first.ReadAsync()).Json["uuid"]!.GetValue<string>());
    }

    [Fact]
    public async Task conditionally_tells_a_status_and_gives_a_token_only_with_success()
    {
        var customer = await Shop.CustomerAsync();

        var right = await Shop.PostAsync("/sauth/v2/auth/login/client/conditional", "", Login(customer.Email));
        var wrong = await Shop.PostAsync("/sauth/v3/auth/login/client/conditional", null, Login(customer.Email).Replace(Shop.Password, "wrong password", StringComparison.Ordinal));
        var unknown = await Shop.PostAsync("/sauth/v3/auth/login/client/conditional", null, Login("nobody@example.com"));

        Assert.Equal("SUCCESS", right.Json["status"]!.GetValue<string>());
        Assert.Equal(200, (await Shop.GetAsync("/v4/my-account/personal-information", right.Json["token"]!.GetValue<string>())).Status);
        Assert.Equal("""{"status":"UNAUTHORIZED","conditions":[]}""", wrong.Text);
        Assert.Equal(wrong.Text, unknown.Text);
    }

    [Fact]
    public async Task as_a_visitor_gives_a_token_that_opens_no_account()
    {
        var answer = await Shop.PostAsync("/sauth/v3/auth/login/client/anonymous", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","uuid":"u-1","deviceID":"d"}""");

        Assert.Equal(("ANONYMOUS", "anonymous_client"), (answer.Json["origin"]!.GetValue<string>(), answer.Json["realm"]!.GetValue<string>()));
        Assert.Equal(403, (await Shop.GetAsync("/v4/my-account/personal-information", answer.Json["token"]!.GetValue<string>())).Status);
    }

    [Fact]
    public async Task can_be_refreshed_until_the_token_expires()
    {
        var customer = await Shop.CustomerAsync();
        var visitor = await Shop.AnonymousTokenAsync();
        var key = $$"""{"apiKey":"{{Shop.ProfileKey}}"}""";

        Server.Clock.Advance(TimeSpan.FromSeconds(3599));
        var refreshed = await Shop.PostAsync("/sauth/v3/auth/refresh/client", customer.Token, key);
        Assert.Equal(200, (await Shop.PostAsync("/sauth/v2/auth/refresh/client", visitor, key)).Status);
        Assert.Equal(200, (await Shop.GetAsync("/sauth/auth/refresh/client", customer.Token)).Status);
        Assert.Equal(401, (await Shop.PostAsync("/sauth/v3/auth/refresh/client", customer.Token, """{"apiKey":"other"}""")).Status);
        Assert.Equal(400, (await Shop.PostAsync("/sauth/v3/auth/refresh/client", customer.Token, "{}")).Status);
        Server.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(401, (await Shop.PostAsync("/sauth/v3/auth/refresh/client", customer.Token, key)).Status);
        Assert.Equal(200, (await Shop.GetAsync("/v4/my-account/personal-information", refreshed.Json["token"]!.GetValue<string>())).Status);
    }

    [Fact]
    public async Task of_the_business_side_gives_a_token_alone_that_opens_no_account()
    {
        var answer = await Shop.PostAsync("/v4/auth/login/profile", null, $$"""{"apiKey":"{{Shop.BusinessKey}}"}""");
        var token = answer.Json["token"]!.GetValue<string>();

        Assert.Single(answer.Json.AsObject());
        Assert.Equal(403, (await Shop.GetAsync("/v4/my-account/personal-information", token)).Status);
        Assert.Equal(200, (await Shop.GetAsync("/v4/auth/refresh/profile", token)).Status);
        Assert.Equal(401, (await Shop.PostAsync("/uauth/v2/auth/login/profile", null, $$"""{"apiKey":"{{Shop.ProfileKey}}"}""")).Status);
        Assert.Equal(400, (await Shop.PostAsync("/uauth/v2/auth/login/profile", null, "{}")).Status);
    }

    private static string Login(string email, string? more = null) =>
        $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"{{email}}","password":"{{Shop.Password}}"{{(more is null ? "" : "," + more)}}}""";

    private static string Comparable(Answer answer)
    {
        var json = answer.Json.AsObject();
        json.Remove("traceId");
        return json.ToJsonString() + string.Join(';', answer.Response.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}={string.Join(',', header.Value)}"));
    }
}
