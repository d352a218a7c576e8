using System.Net;

namespace Freehold.Http.Tests.Pages;

public sealed class Confirming_an_address
{
    [Fact]
    public async Task takes_one_button_in_the_browser_that_is_signed_in()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var browser = await house.BrowserAsync("anna@example.com");
        var link = await house.LinkAsync("anna@example.com");

        Assert.DoesNotContain("password", await browser.GetStringAsync(link, Household.Ct), StringComparison.OrdinalIgnoreCase);
        var answer = await Household.PostAsync(browser, link);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var account = await house.Get<Profiles>().ReadAsync(await house.CallerAsync("anna@example.com"), Household.Ct);
        Assert.True(account!.EmailVerified);
        Assert.Equal("Anna", account[ProfileField.FirstName]);
    }

    [Theory]
    [InlineData("https://shop.example/welcome", "https://shop.example/welcome")]
    [InlineData("https://sklep.example:8443/za\u0142o\u017Cone?a=\u017C", "https://sklep.example:8443/za%C5%82o%C5%BCone?a=%C5%BC")]
    [InlineData("https://\u017C\u00F3\u0142w.example/", "https://xn--w-uga1v8h.example/")]
    public async Task leads_on_to_where_the_shop_wants(string set, string to)
    {
        await using var house = await Household.StartAsync();
        await house.Get<Workspace>().ReplaceAsync(new WorkspaceSettings { ConfirmationRedirectLink = set }, Household.Ct);
        await house.RegisterAsync("anna@example.com");
        var browser = await house.BrowserAsync("anna@example.com");

        var answer = await Household.PostAsync(browser, await house.LinkAsync("anna@example.com"));

        Assert.Equal((HttpStatusCode.OK, $"0; url={to}"), (answer.StatusCode, answer.Headers.GetValues("Refresh").Single()));
    }

    [Fact]
    public async Task elsewhere_says_what_will_be_discarded_and_asks_for_a_new_password()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var link = await house.LinkAsync("anna@example.com");

        var page = await house.Server.Client.GetStringAsync(link, Household.Ct);
        var without = await Household.PostAsync(house.Server.Client, link);
        var weak = await Household.PostAsync(house.Server.Client, link, ("password", "short"));
        var done = await Household.PostAsync(house.Server.Client, link, ("password", "the owner's own words"));

        Assert.Contains("will be discarded", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        Assert.Contains("role=\"alert\"", await weak.Content.ReadAsStringAsync(Household.Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.False(await house.CanSignInAsync("anna@example.com", Household.Password));
        Assert.True(await house.CanSignInAsync("anna@example.com", "the owner's own words"));
    }

    [Fact]
    public async Task with_a_wrong_password_is_refused()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");

        var answer = await Household.PostAsync(house.Server.Client, await house.LinkAsync("anna@example.com"), ("current", "wrong password"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
