using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Synerise;

/// <summary>T77 for this dialect: whatever is sent, the answer is the dialect's own, and never a fault of the server.</summary>
public sealed class Hostile_requests
{
    private const int BodiesPerRoute = 25;

    private static readonly string[] Names =
    [
        "apiKey", "identityProvider", "identityProviderToken", "email", "password", "oldPassword", "uuid", "deviceId", "customId", "phone", "token", "confirmationCode", "action",
        "fromAllDevices", "newsletterAgreement", "smsAgreement", "firstName", "displayName", "birthDate", "sex", "countryCode", "avatarUrl", "longitude", "languageid", "website",
        "agreements", "attributes", "tags", "previousClients",
    ];

    private static readonly string[] Values =
    [
        "null", "\"\"", "\" \"", "\"x\"", "\"a\\u0000b\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\ufe0f\"", "\"a@b.example\"", "\"+48555015332\"", "\"SYNERISE\"", "\"OAUTH\"",
        $"\"{Shop.ProfileKey}\"", $"\"{Shop.Password}\"", "\"1990-01-01\"", "\"0000-00-00\"", "0", "-0", "1e999", "1E-999", "99999999999999999999", "true", "false", "[]", "{}", "[[[]]]",
        "{\"email\":true,\"sms\":{}}", "{\"a\":{\"b\":\"\\u0000\"},\"\":1}", "[\"a\",1]", "\"1.7fff.AAAA\"",
    ];

    private static readonly string[] Queries = ["", "?action=%00", "?action=%F0%9F&limit=99999999999", "?time[from]=9999-12-31T23:59:59Z&time[to]=0001-01-01", "?limit=-1&time%5Bfrom%5D=%20", "?%00=%ff"];

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    [Theory, MemberData(nameof(Storages))]
    public async Task never_meet_a_fault(string storage)
    {
        await using var server = await TestServer.StartAsync(storage);
        var shop = new Shop(server);
        var random = new Random(7);
        string?[] visitors = [null, "", "nonsense", await shop.AnonymousTokenAsync(), await shop.BusinessTokenAsync()];

        foreach (var (method, path) in Routes(server))
        {
            var customer = await shop.CustomerAsync();
            for (var i = 0; i < BodiesPerRoute; i++)
            {
                var token = i % 2 == 0 ? customer.Token : visitors[random.Next(visitors.Length)];
                var answer = method == "GET"
                    ? await shop.GetAsync(path + Queries[random.Next(Queries.Length)], token)
                    : await shop.PostAsync(path + Queries[random.Next(Queries.Length)], token, Body(random), random.Next(8) == 0 ? "text/xml" : "application/json");

                Assert.True(answer.Status < 500, $"{method} {path}: {answer.Status}");
                if (answer.Status >= 400) Assert.Equal(answer.Status, answer.Json["status"]!.GetValue<int>());
            }
        }
    }

    private static IEnumerable<(string Method, string Path)> Routes(TestServer server) =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = endpoint.RoutePattern.RawText!
        where path.StartsWith("/v4/", StringComparison.Ordinal) || path.StartsWith("/sauth/", StringComparison.Ordinal) || path.StartsWith("/uauth/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, path);

    private static string Body(Random random)
    {
        var members = Enumerable.Range(0, random.Next(1, 8)).Select(_ => $"\"{Names[random.Next(Names.Length)]}\":{Values[random.Next(Values.Length)]}");
        var body = $"{{{string.Join(',', members)}}}";
        return random.Next(6) switch { 0 => body[..random.Next(body.Length)], 1 => body.Replace(':', (char)random.Next(1, 300)), _ => body };
    }
}
