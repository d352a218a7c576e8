using System.Net;

namespace Freehold.Http.Tests.Pages;

public sealed class Signing_in_again
{
    [Fact]
    public async Task gives_the_session_a_new_cookie()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var browser = await house.BrowserAsync("anna@example.com");

        var answer = await Household.PostAsync(browser, "/step-up", ("password", Household.Password));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("freehold=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/step-up", Household.Ct)).StatusCode);
    }

    [Fact]
    public async Task with_a_wrong_password_changes_nothing()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var browser = await house.BrowserAsync("anna@example.com");

        var answer = await Household.PostAsync(browser, "/step-up", ("password", "wrong password"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/step-up", Household.Ct)).StatusCode);
    }

    [Fact]
    public async Task by_mail_works_in_this_browser_only()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var browser = await house.BrowserAsync("anna@example.com");
        var other = await house.BrowserAsync("anna@example.com");
        await Household.PostAsync(browser, "/step-up/link");
        var link = await house.LinkAsync("anna@example.com", "Confirm that it is you");

        Assert.Equal(HttpStatusCode.Unauthorized, (await Household.PostAsync(other, link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Household.PostAsync(browser, link)).StatusCode);
    }

    [Fact]
    public async Task too_often_in_vain_tells_when_to_try_again()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var browser = await house.BrowserAsync("anna@example.com");
        for (var i = 0; i < 5; i++)
        {
            await Household.PostAsync(house.Server.Client, "/sign-in", ("login", "anna@example.com"), ("password", "wrong password"));
            await Household.PostAsync(browser, "/step-up", ("password", "wrong password"));
        }

        var signIn = await Household.PostAsync(house.Server.Client, "/sign-in", ("login", "anna@example.com"), ("password", Household.Password));
        var stepUp = await Household.PostAsync(browser, "/step-up", ("password", Household.Password));

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(30)), (signIn.StatusCode, signIn.Headers.RetryAfter?.Delta));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(15)), (stepUp.StatusCode, stepUp.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task leads_to_the_sign_in_page_when_nobody_is_signed_in()
    {
        await using var house = await Household.StartAsync();

        var answer = await house.Server.Client.GetAsync("/step-up", Household.Ct);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Household.PostAsync(house.Server.Client, "/sign-in", ("login", "nobody@example.com"), ("password", "nothing at all"))).StatusCode);
    }
}
