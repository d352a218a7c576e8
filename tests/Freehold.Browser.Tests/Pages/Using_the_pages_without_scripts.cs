using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Freehold.Browser.Tests.Pages;

public sealed class Using_the_pages_without_scripts(Chromium chromium)
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task one_signs_in_and_is_then_known()
    {
        await using var server = await StartAsync();
        var page = await chromium.OpenAsync(scripts: false);

        await SignInAsync(page, server, "wrong horse battery");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await SignInAsync(page, server, Password);

        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("You are signed in");
        await page.GotoAsync($"{server.Url}jsonapi/customer");
        await Expect(page.Locator("body")).ToContainTextAsync("\"customer.email\":\"anna@example.com\"");
    }

    [Fact]
    public async Task a_mailed_link_does_nothing_until_its_button_is_pressed()
    {
        await using var server = await StartAsync();
        var page = await chromium.OpenAsync(scripts: false);
        await SignInAsync(page, server, Password);
        var link = await Mailbox.LinkAsync(server, "anna@example.com");

        for (var look = 0; look < 3; look++)
        {
            var shown = await page.GotoAsync(link);
            Assert.Equal(200, shown!.Status);
        }

        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        var again = await page.GotoAsync(link);

        Assert.Equal(404, again!.Status);
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("This link is no longer valid");
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Passwords:MemoryKib"] = "64" });
        var customer = new NewAccount { Email = EmailAddress.Parse("anna@example.com", "email").Value, Password = Password };
        var made = await server.Services.GetRequiredService<Registrations>().RegisterAsync(customer, new Origin("192.0.2.1", "test"), TestContext.Current.CancellationToken);
        Assert.Null(made.Failure);
        return server;
    }

    private static async Task SignInAsync(IPage page, TestServer server, string password)
    {
        await page.GotoAsync($"{server.Url}sign-in");
        await page.GetByLabel("E-mail or code").FillAsync("anna@example.com");
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
