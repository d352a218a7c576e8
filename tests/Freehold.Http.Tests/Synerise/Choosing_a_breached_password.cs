using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Freehold.Http.Tests.Synerise;

/// <summary>T11 and T12: breached passwords are looked up by five digits of their SHA-1, and nobody waits for a list that is down.</summary>
public sealed class Choosing_a_breached_password
{
    private const string Breached = "not on any bundled list";
    private const string Unknown = "known to nobody at all";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_refused_wherever_a_password_is_set_and_only_five_digits_are_told()
    {
        await using var list = await RangeList.StartAsync(Breached);
        await using var server = await TestServer.StartAsync(settings: Settings(list.Url));
        var shop = new Shop(server);

        var refused = await shop.RegisterAsync($$"""{"email":"anna@example.com","password":"{{Breached}}"}""");
        var anna = await shop.CustomerAsync(email: "anna@example.com");
        var changed = await anna.PostAsync("/sauth/my-account/change-password", $$"""{"oldPassword":"{{Shop.Password}}","password":"{{Breached}}"}""");

        Assert.Equal(400, refused.Status);
        Assert.Equal(["password"], refused.Fields);
        Assert.DoesNotContain(Breached, refused.Text, StringComparison.Ordinal);
        Assert.Equal(400, changed.Status);
        var asked = list.Asked.ToList();
        Assert.Equal(["/range/" + Sha1(Breached)[..5], "/range/" + Sha1(Shop.Password)[..5], "/range/" + Sha1(Breached)[..5]], asked.Select(call => call.Path));
        Assert.All(asked, call => Assert.Equal("true", call.Padding));
    }

    // The list pads its answers with passwords that were seen 0 times.
    [Fact]
    public async Task is_told_from_padding()
    {
        await using var list = await RangeList.StartAsync(Breached, times: 0);
        await using var server = await TestServer.StartAsync(settings: Settings(list.Url));

        Assert.Equal(200, (await new Shop(server).RegisterAsync($$"""{"email":"anna@example.com","password":"{{Breached}}"}""")).Status);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("failing")]
    [InlineData("hanging")]
    public async Task is_taken_while_the_list_is_out_of_reach_but_not_one_of_the_bundled_list(string state)
    {
        using var log = new CapturedLog();
        await using var list = await RangeList.StartAsync(Breached);
        list.State = state;
        var url = state == "down" ? $"http://127.0.0.1:{FreePort.Next()}/range" : list.Url;
        await using var server = await TestServer.StartAsync(settings: Settings(url), adjust: builder => builder.Logging.AddProvider(log));
        var shop = new Shop(server);

        Assert.Equal(400, (await shop.RegisterAsync("""{"email":"anna@example.com","password":"password123"}""")).Status);
        Assert.Equal(200, (await shop.RegisterAsync($$"""{"email":"anna@example.com","password":"{{Breached}}"}""")).Status);
        Assert.Equal(200, (await shop.RegisterAsync($$"""{"email":"berta@example.com","password":"{{Breached}}"}""")).Status);
        Assert.Single(log.Lines, line => line.StartsWith("Warning Breached passwords could not be looked up", StringComparison.Ordinal));
        Assert.InRange(list.Asked.Count, 0, 1);

        list.State = "up";
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(state == "down" ? 200 : 400, (await shop.RegisterAsync($$"""{"email":"carl@example.com","password":"{{Breached}}"}""")).Status);
        Assert.Equal(200, (await shop.RegisterAsync($$"""{"email":"dora@example.com","password":"{{Unknown}}"}""")).Status);
    }

    private static Dictionary<string, string?> Settings(string url) => new()
    {
        ["Freehold:Passwords:BlockedList"] = "Enforce",
        ["Freehold:Passwords:BreachedLookupUrl"] = url,
        ["Freehold:Passwords:BreachedLookupSeconds"] = "0.3",
    };

#pragma warning disable CA5350 // It is the name under which such a list keeps a password.
    private static string Sha1(string text) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    /// <summary>Answers ranges as Have I Been Pwned does.</summary>
    private sealed class RangeList(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentQueue<(string Path, string Padding)> Asked { get; } = new();

        public string State { get; set; } = "up";

        public string Url => app.Urls.Single() + "/range/";

        public static async Task<RangeList> StartAsync(string password, int times = 7)
        {
            var app = Loopback.Create();
            var list = new RangeList(app);
            var digest = Sha1(password);
            app.Run(async http =>
            {
                list.Asked.Enqueue((http.Request.Path, http.Request.Headers["Add-Padding"].ToString()));
                if (list.State == "hanging") await Task.Delay(Timeout.Infinite, http.RequestAborted);
                if (list.State == "failing") http.Response.StatusCode = 503;
                var own = http.Request.Path == "/range/" + digest[..5] ? $"{digest[5..]}:{times}\r\n" : "";
                await http.Response.WriteAsync($"0018A45C4D1DEF81644B54AB7F969B88D65:12\r\n{own}FFF983A91443AE72BD98E59ADAB93B31974:0", http.RequestAborted);
            });
            await app.StartAsync(Ct);
            return list;
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
    }
}
