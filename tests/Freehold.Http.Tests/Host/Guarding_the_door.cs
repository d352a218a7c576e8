using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Host;

public sealed class Guarding_the_door
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task every_answer_forbids_guessing_and_keeping_and_tells_no_server()
    {
        await using var app = await TestServer.StartAsync();

        foreach (var path in (string[])["/health/live", "/v4/my-account/personal-information", "/nowhere"])
        {
            using var answer = await app.Client.GetAsync(path, Ct);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("GET", "/account/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/nowhere", 404, "not_found")]
    [InlineData("PUT", "/account/v1/session", 405, "method_not_allowed")]
    [InlineData("GET", "/account/v1/admin/groups", 405, "method_not_allowed")]
    [InlineData("PUT", "/sign-in", 405, "method_not_allowed")]
    [InlineData("POST", "/health/live", 405, "method_not_allowed")]
    [InlineData("DELETE", "/health/ready", 405, "method_not_allowed")]
    public async Task what_no_route_serves_is_told_as_a_problem(string method, string path, int status, string code)
    {
        await using var app = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await app.Client.SendAsync(request, Ct);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("about:blank", status, code), ((string)problem["type"]!, (int)problem["status"]!, (string)problem["code"]!));
        Assert.Equal(status == 405, answer.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task Development_answers_under_this_machines_names_only()
    {
        await using var app = await TestServer.StartAsync();

        Assert.StartsWith("HTTP/1.1 200", await RawAsync(app.Url, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await RawAsync(app.Url, "GET /health/live HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task answers_HEAD_as_GET_without_a_body()
    {
        await using var app = await TestServer.StartAsync();
        var shop = new Synerise.Shop(app);
        var anna = await shop.CustomerAsync();
        var told = new List<string>();

        foreach (var path in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? endpoint.RoutePattern.RawText!.StartsWith("/health", StringComparison.Ordinal))
            .Select(endpoint => "/" + System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!, @"\{[^}]*\}", "7").TrimStart('/')).Append("/jsonapi/customer"))
        {
            var get = await shop.GetAsync(path, anna.Token);
            var head = await shop.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), anna.Token);
            if (head.Status != get.Status || head.Text.Length > 0 || head.Response.Content.Headers.ContentType?.ToString() != get.Response.Content.Headers.ContentType?.ToString())
                told.Add($"{path}: {get.Status} to GET, {head.Status} to HEAD");
        }

        Assert.Empty(told);
        foreach (var path in (string[])["/v4/clients", "/account/v1/session", "/account/v1/export"])
            Assert.Contains("HEAD", (await shop.SendAsync(new HttpRequestMessage(HttpMethod.Put, path), anna.Token)).Response.Content.Headers.Allow);
        Assert.DoesNotContain("HEAD", (await shop.GetAsync("/sauth/clients/registered", anna.Token)).Response.Content.Headers.Allow);
        var raw = await RawAsync(app.Url, "HEAD /openapi/v1.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", raw, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/.well-known/jwks.json", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/sign-in", 200)]
    [InlineData("/step-up", 302)]
    [InlineData("/v4/server/time", 200)]
    [InlineData("/v4/my-account/personal-information", 401)]
    [InlineData("/jsonapi/customer", 200)]
    [InlineData("/account/v1/session", 401)]
    [InlineData("/nowhere", 404)]
    public async Task answers_HEAD_without_a_body_over_HTTP_2_too(string path, int status)
    {
        await using var app = await TestServer.StartAsync(adjust: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2)));
        using var request = new HttpRequestMessage(HttpMethod.Head, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var answer = await app.Client.SendAsync(request, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    /// <summary>Where a shop and those who measure it set their cookies for the whole site, all of them come along, each as a line of its own over HTTP/2.</summary>
    [Theory]
    [InlineData(180, "HTTP/1.1 200")]
    [InlineData(300, "HTTP/1.1 431")]
    public async Task takes_as_many_cookies_as_a_browser_keeps(int cookies, string answer)
    {
        await using var app = await TestServer.StartAsync();
        var lines = string.Concat(Enumerable.Range(0, cookies).Select(number => $"Cookie: c{number}=v\r\n"));

        Assert.StartsWith(answer, await RawAsync(app.Url, $"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n{lines}Connection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /v4/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /v4/%c3%28?a=%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /v4/a%00b HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("POST /sauth/v3/auth/login/client HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("POST /sauth/v3/auth/login/client HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n\"\u00ff\u00fe\"")]
    [InlineData("POST /sauth/v3/auth/login/client HTTP/1.1\r\nHost: localhost\r\nContent-Length: 21\r\n\r\n{\"email\":\"\\ud800abc\"}")]
    [InlineData("POST /sauth/v3/auth/login/client HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n{}")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \u0001\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001 no http at all\r\n\r\n")]
    public async Task a_bad_request_is_the_callers_fault(string request)
    {
        await using var app = await TestServer.StartAsync();

        var answer = await RawAsync(app.Url, request);

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1,10.0.0.0/8", "203.0.113.9, 198.51.100.7, 10.1.2.3", "198.51.100.7")]
    [InlineData("192.0.2.1", "198.51.100.7", "127.0.0.1")]
    [InlineData(null, "198.51.100.7", "127.0.0.1")]
    public async Task only_a_trusted_proxy_says_where_a_request_came_from(string? trusted, string forwarded, string expected)
    {
        var seen = new SeenRequest();
        await using var app = await TestServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Freehold:TrustedProxies"] = trusted },
            adjust: builder => builder.Services.AddSingleton<IStartupFilter>(seen));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-Forwarded-For", forwarded);
        request.Headers.Add("X-Forwarded-Prefix", "/passed-on");

        using var answer = await app.Client.SendAsync(request, Ct);

        Assert.Equal((IPAddress.Parse(expected), ""), (seen.Address, seen.PathBase));
    }

    [Theory]
    [InlineData("127.0.0.1", "https", "max-age=31536000")]
    [InlineData("127.0.0.1", "http", null)]
    [InlineData("192.0.2.1", "https", null)]
    public async Task asks_browsers_to_stay_with_https_where_a_trusted_proxy_serves_it(string trusted, string scheme, string? expected)
    {
        await using var app = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:TrustedProxies"] = trusted });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-Forwarded-Proto", scheme);

        using var answer = await app.Client.SendAsync(request, Ct);

        Assert.Equal(expected, answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null);
    }

    private static async Task<string> RawAsync(Uri url, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port, Ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Ct);
        var answer = new byte[4096];
        return Encoding.Latin1.GetString(answer, 0, await stream.ReadAsync(answer, Ct));
    }

    private sealed class SeenRequest : IStartupFilter
    {
        public IPAddress? Address { get; private set; }

        public string? PathBase { get; private set; }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext http, RequestDelegate inner) =>
            {
                // What follows decides it, and once the answer has left, the caller goes on.
                http.Response.OnStarting(() =>
                {
                    (Address, PathBase) = (http.Connection.RemoteIpAddress, http.Request.PathBase.Value);
                    return Task.CompletedTask;
                });
                return inner(http);
            });
            next(app);
        };
    }
}
