namespace Freehold.Http.Tests.Aimeos;

public sealed class Changing_the_own_account
{
    [Fact]
    public async Task changes_what_is_named_and_nothing_else()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app, attributes: ""","customer.lastname":"Nowak","customer.city":"Gdynia" """);

        var changed = await anna.PatchAsync(Shop.Data(""" "customer.address2":"2","customer.city":null,"customer.company":true,"customer.postal":12345 """));

        Assert.Equal(200, changed.Status);
        Assert.Equal("2", (string)changed.Attribute("customer.address2")!);
        Assert.Equal("", (string)changed.Attribute("customer.city")!);
        Assert.Equal("1", (string)changed.Attribute("customer.company")!);
        Assert.Equal("12345", (string)changed.Attribute("customer.postal")!);
        Assert.Equal("Nowak", (string)changed.Attribute("customer.lastname")!);
        Assert.Equal(changed.Json!["data"]!.ToJsonString(), (await anna.GetAsync()).Json!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task changes_nothing_when_one_value_is_refused()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var refused = await anna.PatchAsync(Shop.Data(""" "customer.city":"Berlin","customer.countryid":"DEU" """));

        Assert.Equal(422, refused.Status);
        Assert.Equal("", (string)(await anna.GetAsync()).Attribute("customer.city")!);
    }

    [Fact]
    public async Task mails_others_a_few_times_an_hour_at_most()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        for (var change = 0; change < 20; change++) Assert.Equal(200, (await anna.PatchAsync(Shop.Data(change % 2 == 0 ? """ "customer.email":"stranger@example.com" """ : """ "customer.email":"anna@example.com" """))).Status);
        var refused = await anna.PatchAsync(Shop.Data(""" "customer.email":"stranger@example.com" """));

        Assert.Equal((429, "throttled"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Response.Headers.RetryAfter);
        Assert.Equal("anna@example.com", (string)(await anna.GetAsync()).Attribute("customer.email")!);
    }

    [Fact]
    public async Task narrows_the_answer_to_the_fields_that_are_asked_for()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var narrow = await anna.GetAsync("/jsonapi/customer?fields[customer]=customer.email,customer.code");
        var nothing = await anna.GetAsync("/jsonapi/customer?fields%5Bcustomer%5D=customer.foo");
        var wrong = await anna.GetAsync("/jsonapi/customer?fields[customer][]=customer.code");

        Assert.Equal("""{"customer.email":"anna@example.com","customer.code":"anna@example.com"}""", narrow.Json!["data"]!["attributes"]!.ToJsonString());
        Assert.Equal($"{app.Url.OriginalString}/jsonapi/customer?fields%5Bcustomer%5D=customer.email%2Ccustomer.code", (string)narrow.Json["links"]!["self"]!);
        Assert.Equal("[]", nothing.Json!["data"]!["attributes"]!.ToJsonString());
        Assert.Equal(400, wrong.Status);
    }

    [Fact]
    public async Task lets_the_code_follow_the_email_while_they_are_equal()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var followed = await anna.PatchAsync(Shop.Data(""" "customer.email":"new@example.com" """));
        var own = await anna.PatchAsync(Shop.Data(""" "customer.code":"anna" """));
        var kept = await anna.PatchAsync(Shop.Data(""" "customer.email":"newer@example.com" """));
        var back = await anna.PatchAsync(Shop.Data(""" "customer.code":"" """));

        Assert.Equal("new@example.com", (string)followed.Attribute("customer.code")!);
        Assert.Equal("anna", (string)own.Attribute("customer.code")!);
        Assert.Equal("anna", (string)kept.Attribute("customer.code")!);
        Assert.Equal("newer@example.com", (string)back.Attribute("customer.code")!);
    }

    [Fact]
    public async Task refuses_anothers_address_and_leaves_both_as_they_were()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var jan = await Shop.OfAsync(app, "jan@example.com");

        var email = await jan.PatchAsync(Shop.Data(""" "customer.email":"anna@example.com","customer.code":"jan","customer.city":"X" """));
        var code = await jan.PatchAsync(Shop.Data(""" "customer.code":"anna@example.com" """));
        var free = await anna.PatchAsync(Shop.Data(""" "customer.code":"jan" """));

        Assert.Equal((409, "/data/attributes/customer.email"), (email.Status, (string)email.Json!["errors"]![0]!["source"]!["pointer"]!));
        Assert.Equal(422, code.Status);
        Assert.Equal("jan@example.com", (string)(await jan.GetAsync()).Attribute("customer.email")!);
        Assert.Equal("", (string)(await jan.GetAsync()).Attribute("customer.city")!);
        Assert.Equal(200, free.Status);
    }

    [Fact]
    public async Task asks_for_the_password_again_after_half_an_hour_but_not_for_repeated_values()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(31));

        var refused = await anna.PatchAsync(Shop.Data(""" "customer.email":"thief@example.com" """));
        var repeated = await anna.PatchAsync(Shop.Data(""" "customer.email":"anna@example.com","customer.code":"anna@example.com","customer.password":"","customer.city":"Berlin" """));

        Assert.Equal((403, "step_up_required"), (refused.Status, refused.Code));
        Assert.Equal($"{app.Url.OriginalString}/step-up", (string)refused.Json!["errors"]![0]!["links"]!["about"]!);
        Assert.Equal(200, repeated.Status);
        Assert.Equal("anna@example.com", (string)repeated.Attribute("customer.email")!);
    }

    [Fact]
    public async Task acts_on_the_own_account_whatever_id_is_named()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = new Shop(app);
        var annas = await anna.RegisterAsync("anna@example.com");
        using var jan = await Shop.OfAsync(app, "jan@example.com");

        var read = await jan.GetAsync($"/jsonapi/customer?id={annas}");
        var changed = await jan.PatchAsync(Shop.Data(""" "customer.city":"Jans" """), $"/jsonapi/customer?id={annas}");
        var deleted = await jan.DeleteAsync($"/jsonapi/customer?id={annas}");

        Assert.Equal("jan@example.com", (string)read.Attribute("customer.email")!);
        Assert.Equal("jan@example.com", (string)changed.Attribute("customer.email")!);
        Assert.Equal(200, deleted.Status);
        Assert.Equal("jan@example.com", (string)(await jan.GetAsync()).Attribute("customer.email")!);
        await anna.SignInAsync("anna@example.com");
    }

    [Fact]
    public async Task deletes_the_own_account_and_shows_the_empty_customer_afterwards()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var deleted = await anna.DeleteAsync();
        var after = await anna.GetAsync();
        var again = await anna.DeleteAsync();

        Assert.Equal(200, deleted.Status);
        Assert.Null(deleted.Json!["data"]);
        Assert.Null(after.Attribute("customer.id"));
        Assert.Equal(200, again.Status);
    }

    [Fact]
    public async Task deletes_nothing_in_an_old_session()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(31));

        var answer = await anna.DeleteAsync();

        Assert.Equal(200, answer.Status);
        Assert.Equal("anna@example.com", (string)(await anna.GetAsync()).Attribute("customer.email")!);
    }
}
