using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Aimeos;

public sealed class Coming_with_a_bearer
{
    private static readonly HttpMethod[] Verbs = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Options];

    [Fact]
    public async Task needs_no_token_against_forgery_and_shows_none()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var bearer = new Shop(app) { Bearer = await TokenAsync(app, "anna@example.com") };

        var read = await bearer.GetAsync();
        var changed = await bearer.PatchAsync(Shop.Data(""" "customer.city":"Berlin" """));
        var options = await bearer.OptionsAsync("/jsonapi");

        Assert.Equal("anna@example.com", (string)read.Attribute("customer.email")!);
        Assert.Null(read.Json!["meta"]!["csrf"]);
        Assert.False(read.Response.Headers.Contains("Set-Cookie"));
        Assert.Equal(200, changed.Status);
        Assert.Equal("max-age=300", options.Response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task that_is_dead_or_foreign_is_refused_on_every_verb()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        var dead = await TokenAsync(app, "anna@example.com");
        await app.Services.GetRequiredService<SignIns>().SignOutAsync(await CallerAsync(app, dead), everywhere: false, CancellationToken.None);

        foreach (var token in new[] { dead, "nonsense", "a.b.c", "" })
        {
            foreach (var verb in Verbs)
            {
                using var shop = new Shop(app) { Bearer = token };
                var refused = await shop.SendAsync(verb, "/jsonapi/customer", verb == HttpMethod.Get ? null : Shop.Data(""" "customer.email":"x@example.com" """));
                Assert.Equal((401, "not_signed_in"), (refused.Status, refused.Code));
            }
        }

        Assert.Equal("anna@example.com", (string)(await anna.GetAsync()).Attribute("customer.email")!);
    }

    [Fact]
    public async Task of_a_visitor_is_nobody_and_may_register()
    {
        await using var app = await TestServer.StartAsync();
        using var visitor = new Shop(app) { Bearer = (await app.Services.GetRequiredService<SignIns>().AnonymousAsync(null, TestContext.Current.CancellationToken)).Text };

        Assert.Null((await visitor.GetAsync()).Attribute("customer.id"));
        Assert.Equal(401, (await visitor.PatchAsync(Shop.Data(""" "customer.city":"X" """))).Status);
        Assert.Equal(201, (await visitor.PostAsync(Shop.Data(""" "customer.email":"a@example.com" """))).Status);
    }

    [Fact]
    public async Task of_the_business_side_is_forbidden()
    {
        await using var app = await TestServer.StartAsync();
        var tokens = app.Services.GetRequiredService<AccessTokens>();
        using var business = new Shop(app) { Bearer = tokens.Issue(new AccessToken(TokenRealm.Business, default, app.Services.GetRequiredService<BusinessKeyMark>().Text, null, "BUSINESS", app.Clock.GetUtcNow().AddHours(1))).Text };

        foreach (var verb in Verbs) Assert.Equal(403, (await business.SendAsync(verb, "/jsonapi/customer", verb == HttpMethod.Get ? null : "{}")).Status);
    }

    /// <summary>What leaked with the key, or was refreshed ever since, is over with another key; so is what an earlier version gave.</summary>
    [Theory]
    [InlineData("another key")]
    [InlineData(null)]
    public async Task of_the_business_side_before_its_key_was_changed_is_worthless(string? key)
    {
        await using var app = await TestServer.StartAsync();
        var (options, secrets) = (app.Services.GetRequiredService<FreeholdOptions>(), app.Services.GetRequiredService<Secrets>());
        var before = key is null ? "" : new BusinessKeyMark(secrets, new FreeholdOptions { Workspace = { Guid = options.Workspace.Guid, BusinessApiKey = key } }).Text;
        var tokens = app.Services.GetRequiredService<AccessTokens>();
        using var business = new Shop(app) { Bearer = tokens.Issue(new AccessToken(TokenRealm.Business, default, before, null, "UNKNOWN", app.Clock.GetUtcNow().AddHours(1))).Text };

        foreach (var path in (string[])["/v4/auth/refresh/profile", "/v4/clients?limit=1", "/sauth/settings", "/jsonapi/customer"]) Assert.Equal(401, (await business.SendAsync(HttpMethod.Get, path)).Status);
    }

    [Fact]
    public async Task asks_for_the_password_again_after_five_minutes()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var bearer = new Shop(app) { Bearer = await TokenAsync(app, "anna@example.com") };
        app.Clock.Advance(TimeSpan.FromMinutes(6));

        var refused = await bearer.PatchAsync(Shop.Data(""" "customer.password":"another good one" """));

        Assert.Equal((403, "step_up_required"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task signs_every_browser_out_when_it_signs_out_everywhere()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        var bearer = await TokenAsync(app, "anna@example.com");

        await app.Services.GetRequiredService<SignIns>().SignOutAsync(await CallerAsync(app, bearer), everywhere: true, CancellationToken.None);
        var after = await anna.GetAsync();

        Assert.Null(after.Attribute("customer.id"));
        Assert.Contains(after.Response.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("freehold=;", StringComparison.Ordinal));
        Assert.Equal(401, (await anna.PatchAsync(Shop.Data(""" "customer.city":"X" """))).Status);
    }

    private static async Task<string> TokenAsync(TestServer app, string email)
    {
        var signedIn = await app.Services.GetRequiredService<SignIns>().WithPasswordAsync(email, Shop.Password, new Origin("127.0.0.1", "test"), CancellationToken.None);
        return signedIn.Value.Text;
    }

    private static async Task<Caller> CallerAsync(TestServer app, string token)
    {
        var says = await app.Services.GetRequiredService<AccessTokens>().VerifyAsync(token);
        return new Caller(says!.Customer, says.Session, new Origin("127.0.0.1", "test"));
    }
}
