using System.Text.Json.Nodes;
using Freehold.Http.Tests.Aimeos;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.AccountApi;

public sealed class Looking_after_the_own_devices
{
    private const string Devices = "/account/v1/devices";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task lists_them_the_last_seen_first_without_their_names()
    {
        await using var app = await StartAsync();
        using var anna = await Shop.OfAsync(app);
        var first = app.Clock.GetUtcNow();
        await LinkAsync(app, anna, "ec9d4410", new ToldDevice("ANDROID", "Fairphone", "FP5", "15"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await anna.SignInAsync("anna@example.com");

        var listed = await anna.SendAsync(HttpMethod.Get, Devices);

        var devices = listed.Json!["devices"]!.AsArray();
        Assert.Equal(["id", "type", "manufacturer", "model", "osVersion", "linkedAt", "seenAt"], devices[0]!.AsObject().Select(member => member.Key));
        Assert.Equal([("BROWSER", first, first.AddMinutes(1)), ("ANDROID", first, first)], devices.Select(device => ((string)device!["type"]!, device["linkedAt"]!.GetValue<DateTimeOffset>(), device["seenAt"]!.GetValue<DateTimeOffset>())));
        Assert.DoesNotContain("ec9d4410", listed.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task forgets_one_and_no_other()
    {
        await using var app = await StartAsync();
        using var anna = await Shop.OfAsync(app);
        await LinkAsync(app, anna, "ec9d4410", ToldDevice.Nothing);
        var browser = (await ListAsync(anna)).Single(device => (string?)device!["type"] == "BROWSER")!["id"];

        Assert.Equal(204, (await anna.SendAsync(HttpMethod.Delete, $"{Devices}/{browser}")).Status);

        Assert.Null((await ListAsync(anna)).Single()!["type"]);
        Assert.Equal(404, (await anna.SendAsync(HttpMethod.Delete, $"{Devices}/{browser}")).Status);
        Assert.Equal(404, (await anna.SendAsync(HttpMethod.Delete, $"{Devices}/nonsense")).Status);
    }

    [Fact]
    public async Task neither_shows_nor_forgets_those_of_others()
    {
        await using var app = await StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var eve = await Shop.OfAsync(app, "eve@example.com");
        var annas = (string)(await ListAsync(anna)).Single()!["id"]!;

        Assert.Equal(404, (await eve.SendAsync(HttpMethod.Delete, $"{Devices}/{annas}")).Status);
        Assert.DoesNotContain(annas, (await ListAsync(eve)).ToJsonString(), StringComparison.Ordinal);
        Assert.Single(await ListAsync(anna));
    }

    [Fact]
    public async Task needs_a_session_and_the_token_against_forgery()
    {
        await using var app = await StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var nobody = new Shop(app);
        var own = (string)(await ListAsync(anna)).Single()!["id"]!;

        Assert.Equal(401, (await nobody.SendAsync(HttpMethod.Get, Devices)).Status);
        Assert.Equal(401, (await nobody.SendAsync(HttpMethod.Delete, $"{Devices}/{own}")).Status);
        Assert.Equal(403, (await anna.SendAsync(HttpMethod.Delete, $"{Devices}/{own}", token: false)).Status);
        await anna.SendAsync(HttpMethod.Delete, "/account/v1/session");
        Assert.Equal(401, (await anna.SendAsync(HttpMethod.Get, Devices)).Status);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Workspace:DeviceControl"] = "NOTIFY" });

    private static async Task<JsonArray> ListAsync(Shop shop) => (await shop.SendAsync(HttpMethod.Get, Devices)).Json!["devices"]!.AsArray();

    private static async Task LinkAsync(TestServer app, Shop shop, string deviceId, ToldDevice told)
    {
        var id = (long)(await shop.SendAsync(HttpMethod.Get, "/account/v1/session")).Json!["accountId"]!;
        var session = (string)(await shop.SendAsync(HttpMethod.Get, "/account/v1/sessions")).Json!["sessions"]!.AsArray().Single(entry => (bool)entry!["current"]!)!["id"]!;
        Assert.Null((await app.Services.GetRequiredService<Devices>().LinkAsync(new Caller(new CustomerId(id), session, new Origin("192.0.2.1", "test")), deviceId, told, Ct)).Failure);
    }
}
