namespace Freehold.Http.Tests.Synerise;

/// <summary>T11: what an attacker would try first is refused wherever a password is set.</summary>
public sealed class Choosing_a_personal_password
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Freehold:Passwords:BlockedList"] = "Enforce", ["Freehold:Messages:Shop"] = "Green Garden" };

    public static TheoryData<string> Passwords => ["anna@example.com", "Kowalska1990", "green garden", "GreenGarden24"];

    [Theory, MemberData(nameof(Passwords))]
    public async Task is_refused_at_the_registration(string password)
    {
        await using var server = await TestServer.StartAsync(settings: Settings);

        var answer = await new Shop(server).RegisterAsync($$"""{"email":"anna@example.com","lastName":"Kowalska","password":"{{password}}"}""");

        Assert.Equal((400, "password"), (answer.Status, Assert.Single(answer.Fields)));
    }

    [Theory, MemberData(nameof(Passwords))]
    public async Task is_refused_for_a_change(string password)
    {
        await using var server = await TestServer.StartAsync(settings: Settings);
        var anna = await new Shop(server).CustomerAsync("\"lastName\":\"Kowalska\"", "anna@example.com");

        var answer = await anna.PostAsync("/sauth/my-account/change-password", $$"""{"oldPassword":"{{Shop.Password}}","password":"{{password}}"}""");

        Assert.Equal((400, "password"), (answer.Status, Assert.Single(answer.Fields)));
    }

    [Theory, MemberData(nameof(Passwords))]
    public async Task is_refused_for_a_reset(string password)
    {
        await using var server = await TestServer.StartAsync(settings: Settings);
        var shop = new Shop(server);
        await shop.CustomerAsync("\"lastName\":\"Kowalska\"", "anna@example.com");
        await ProveAsync(server, await LinkAsync(shop, "anna@example.com"));

        var answer = await ResetAsync(shop, password);

        Assert.Equal((400, "password"), (answer.Status, Assert.Single(answer.Fields)));
    }

    /// <summary>Whoever opens the mailbox may be another than the one who typed its address, and learns nothing of what that one typed beside it.</summary>
    [Fact]
    public async Task is_none_of_the_owners_business_where_a_stranger_typed_the_name()
    {
        await using var server = await TestServer.StartAsync(settings: Settings);
        var shop = new Shop(server);
        await shop.CustomerAsync("\"lastName\":\"Kowalska\"", "anna@example.com");

        Assert.Equal(200, (await ResetAsync(shop, "Kowalska1990")).Status);
    }

    private static async Task<Answer> ResetAsync(Shop shop, string password)
    {
        await shop.PostAsync("/sauth/clients/password-reset/request", await shop.AnonymousTokenAsync(), """{"email":"anna@example.com"}""");
        var token = (await LinkAsync(shop, "anna@example.com")).Split('/')[^1];
        return await shop.PostAsync("/sauth/clients/password-reset/confirmation", await shop.AnonymousTokenAsync(), $$"""{"token":"{{token}}","password":"{{password}}"}""");
    }

    private static async Task<string> LinkAsync(Shop shop, string to) =>
        new Uri((await shop.InboxAsync(to)).First(message => message!["link"] is not null)!["link"]!.GetValue<string>()).AbsolutePath;

    private static async Task ProveAsync(TestServer server, string link)
    {
        using var form = new FormUrlEncodedContent([new("current", Shop.Password)]);
        using var answer = await server.Client.PostAsync(link, form, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
