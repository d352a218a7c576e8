using Deque.AxeCore.Playwright;
using Freehold.Browser.Tests.Shop;
using Microsoft.Playwright;

namespace Freehold.Browser.Tests;

/// <summary>Axe's rules of WCAG 2.2 A and AA, with the sample shop empty and filled, and on the page to sign in.</summary>
public sealed class Every_page(Chromium chromium)
{
    [Fact]
    public async Task can_be_used_by_everybody()
    {
        await using var server = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Passwords:MemoryKib"] = "64" });
        var shop = await Visit.BeginAsync(chromium, $"{server.Url}dev/shop");
        await shop.Button("Open an account").WaitForAsync();
        await CheckAsync(shop.Page);
        await shop.RegisterAsync("anna@example.com");
        await shop.Button("Watch Forty Knots").ClickAsync();
        await shop.Section("Watch list").GetByText("Forty Knots").ClickAsync();
        await shop.Page.GetByText("Add an address").ClickAsync();
        await CheckAsync(shop.Page);
        await shop.Page.GotoAsync($"{server.Url}sign-in");
        await CheckAsync(shop.Page);
        await shop.Page.GetByLabel("E-mail or code").FillAsync("anna@example.com");
        await SendAsync(shop.Page, "Password");

        var elsewhere = await chromium.OpenAsync();
        await elsewhere.GotoAsync(await Mailbox.LinkAsync(server, "anna@example.com"));
        await CheckAsync(elsewhere);
        await SendAsync(elsewhere, "New password");
    }

    /// <summary>Sends what is refused: the browser then stands at the password, which says why.</summary>
    private static async Task SendAsync(IPage page, string label)
    {
        var password = page.GetByLabel(label, new() { Exact = true });
        await password.FillAsync("wrong");
        await password.PressAsync("Enter");
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await Assertions.Expect(password).ToBeFocusedAsync();
        await Assertions.Expect(password).ToHaveAccessibleDescriptionAsync(await page.GetByRole(AriaRole.Alert).InnerTextAsync());
        await CheckAsync(page);
    }

    private static async Task CheckAsync(IPage page)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var found = await page.RunAxe();
            Assert.Empty(found.Violations.Select(violation => $"{scheme} {violation.Id}: {string.Join(' ', violation.Nodes.Select(node => node.Html))}"));
        }
    }
}
