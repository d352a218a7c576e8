namespace Freehold.Http.Tests.Aimeos;

public sealed class Calling_from_a_front_end_elsewhere
{
    [Theory]
    [InlineData("https://shop.example", "https://shop.example")]
    [InlineData("https://evil.example", null)]
    [InlineData("null", null)]
    public async Task is_allowed_for_the_configured_origins_alone(string origin, string? allowed)
    {
        await using var app = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Origins:0"] = "https://shop.example" });
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/jsonapi/customer");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "PATCH");

        using var answer = await app.Client.SendAsync(preflight);

        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
        Assert.Equal("Origin", answer.Headers.Vary.Single());
        Assert.Equal(allowed is not null, answer.Headers.TryGetValues("Access-Control-Allow-Methods", out var methods) && methods.Single().Contains("PATCH", StringComparison.Ordinal));
    }
}
