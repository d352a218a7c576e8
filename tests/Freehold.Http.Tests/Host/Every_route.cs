using System.Net.Http.Headers;
using System.Text;
using Freehold.Http.Tests.Synerise;
using Freehold.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Host;

/// <summary>T50: made from the route table itself, so that no route can be forgotten.</summary>
public sealed class Every_route
{
    /// <summary>Where a route takes every method, of which others may take some: those that nobody takes.</summary>
    private static readonly string[] OtherMethods = ["PUT"];
    private static readonly string[] JsonApiMethods = ["GET", "POST", "PATCH", "DELETE", "OPTIONS"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task says_who_may_call_it()
    {
        await using var app = await StartAsync();

        var silent = Endpoints(app).Where(endpoint => !endpoint.Metadata.OfType<Access>().Any()).Select(endpoint => endpoint.DisplayName);

        Assert.Empty(silent);
        Assert.True(Endpoints(app).Count() > 40);
    }

    [Fact]
    public async Task turns_away_whoever_may_not_call_it()
    {
        await using var app = await StartAsync();
        var scene = await Scene.StartAsync(app);
        var before = await scene.StateAsync();
        var wrong = new List<string>();

        Assert.Equal(200, await scene.StatusAsync("GET", "/v4/my-account/personal-information", scene.Forgery.Genuine()));
        foreach (var (method, path, access) in Routes(app, scene.Anna))
        {
            var open = await scene.StatusAsync(method, path, null);
            Expect("nobody", open, Expected(access, TokenRealm.Anonymous, shown: false) ?? open);
            Expect("a visitor", await scene.StatusAsync(method, path, await scene.Shop.AnonymousTokenAsync()), Expected(access, TokenRealm.Anonymous, shown: true), open);
            Expect("the business side", await scene.StatusAsync(method, path, await scene.Shop.BusinessTokenAsync()), Expected(access, TokenRealm.Business, shown: true), open);
            Expect("the business side by Basic", await scene.StatusAsync(method, path, Shop.Basic), Expected(access, TokenRealm.Business, shown: true), open);
            foreach (var (name, token) in scene.Forgeries) Expect(name, await scene.StatusAsync(method, path, token), access == Access.Public ? open : 401);

            void Expect(string who, int status, int? expected, int? otherwise = null)
            {
                if (status >= 500 || (expected ?? (access == Access.Public ? otherwise : null)) is { } right && status != right) wrong.Add($"{method} {path} ({access}) answered {status} to {who}");
            }
        }

        Assert.Equal("", string.Join("\n", wrong));
        Assert.Equal(before, await scene.StateAsync());
    }

    [Fact]
    public async Task shows_and_changes_nothing_of_another_customer()
    {
        await using var app = await StartAsync();
        var scene = await Scene.StartAsync(app);
        var before = await scene.StateAsync();
        var wrong = new List<string>();

        // The helpers of Development show everything on purpose.
        foreach (var (method, path, access) in Routes(app, scene.Anna).Where(route => !route.Path.StartsWith("/dev", StringComparison.Ordinal)))
        {
            // Another Eve each time: some routes end the session or the account.
            var eve = await scene.Shop.CustomerAsync();
            using var answer = await scene.SendAsync(method, path, eve.Token);
            var text = await answer.Content.ReadAsStringAsync(Ct);
            if ((int)answer.StatusCode >= 500 || text.Contains("anna1@example.com", StringComparison.Ordinal)) wrong.Add($"{method} {path} answered {(int)answer.StatusCode} {text}");
            if (access is Access.Business or Access.Visitor && (int)answer.StatusCode != 403) wrong.Add($"{method} {path} ({access}) answered {(int)answer.StatusCode} to a customer");
        }

        Assert.Equal("", string.Join("\n", wrong));
        Assert.Equal(before, await scene.StateAsync());
    }

    /// <summary>The status that a credential of a realm must get; null where it may pass.</summary>
    private static int? Expected(Access access, TokenRealm realm, bool shown) => access switch
    {
        Access.Public or Access.CustomerOrNobody when !shown => null,
        _ when !shown => 401,
        Access.Visitor => null,
        Access.VisitorOrCustomer => realm == TokenRealm.Business ? 403 : null,
        Access.Customer => 403,
        Access.CustomerOrNobody => realm == TokenRealm.Business ? 403 : null,
        Access.Business => realm == TokenRealm.Business ? null : 403,
        _ => null,
    };

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Passwords:MemoryKib"] = "64" });

    private static IEnumerable<RouteEndpoint> Endpoints(TestServer app) =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static IEnumerable<(string Method, string Path, Access Access)> Routes(TestServer app, CustomerId anna)
    {
        foreach (var endpoint in Endpoints(app))
        {
            var path = endpoint.RoutePattern.RawText!.Replace("{id}", anna.ToString(), StringComparison.Ordinal).Replace("{**resource}", "customer", StringComparison.Ordinal);
            path = "/" + System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", "x").TrimStart('/');
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? (path.StartsWith("/jsonapi", StringComparison.Ordinal) ? JsonApiMethods : OtherMethods))
                yield return (method, path, endpoint.Metadata.OfType<Access>().Last());
        }
    }

    /// <summary>Anna, whose account everybody is after.</summary>
    private sealed class Scene(TestServer app, Shop shop, AccessToken anna)
    {
        public Shop Shop => shop;

        public CustomerId Anna => anna.Customer;

        public Forgery Forgery { get; } = new(app, anna);

        public IReadOnlyDictionary<string, string> Forgeries { get; private set; } = new Dictionary<string, string>();

        public static async Task<Scene> StartAsync(TestServer app)
        {
            var shop = new Shop(app);
            var anna = await shop.CustomerAsync();
            var says = await app.Services.GetRequiredService<AccessTokens>().VerifyAsync(anna.Token);
            var scene = new Scene(app, shop, says!);
            scene.Forgeries = scene.Forgery.All();
            return scene;
        }

        public async Task<int> StatusAsync(string method, string path, string? token)
        {
            using var answer = await SendAsync(method, path, token);
            return (int)answer.StatusCode;
        }

        public Task<HttpResponseMessage> SendAsync(string method, string path, string? token)
        {
            var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method is not ("GET" or "DELETE")) request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            if (token is not null) request.Headers.Authorization = token == Synerise.Shop.Basic ? AuthenticationHeaderValue.Parse(token) : new AuthenticationHeaderValue("Bearer", token);
            return app.Client.SendAsync(request, Ct);
        }

        /// <summary>Everything that belongs to Anna.</summary>
        public Task<string> StateAsync() => app.Services.GetRequiredService<Database>().ReadAsync(
            async session => string.Join('\n', await session.ListAsync(
                $"""
                SELECT 'account', version FROM account WHERE customer_id = {Anna}
                UNION ALL SELECT 'sessions', count(*) FROM session WHERE customer_id = {Anna}
                UNION ALL SELECT 'identifiers', count(*) FROM identifier WHERE customer_id = {Anna}
                UNION ALL SELECT 'password', set_at FROM password WHERE customer_id = {Anna}
                UNION ALL SELECT 'codes', count(*) FROM code WHERE customer_id = {Anna}
                UNION ALL SELECT 'events', count(*) FROM event WHERE customer_id = {Anna}
                UNION ALL SELECT 'updates', count(*) FROM profile_update WHERE customer_id = {Anna}
                """,
                row => $"{row.Text(0)} {row.Long(1)}",
                Ct)),
            Ct);
    }
}
