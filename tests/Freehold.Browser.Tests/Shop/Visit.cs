using Microsoft.Playwright;

namespace Freehold.Browser.Tests.Shop;

/// <summary>Somebody before the sample shop.</summary>
internal sealed class Visit(IPage page, List<string> faults)
{
    public const string Password = "correct horse battery";

    public IPage Page => page;

    /// <summary>What the page's scripts threw, and what its own policy kept out.</summary>
    public IReadOnlyList<string> Faults => faults;

    public ILocator Message => page.GetByRole(AriaRole.Status);

    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    public static async Task<Visit> BeginAsync(Chromium chromium, string url)
    {
        var page = await chromium.OpenAsync();
        var faults = new List<string>();
        page.PageError += (_, fault) => faults.Add(fault);
        page.Console += (_, said) => { if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal)) faults.Add(said.Text); };
        await page.GotoAsync(url);
        return new Visit(page, faults);
    }

    public async Task RegisterAsync(string email, string password = Password)
    {
        var card = Card("New here?");
        await card.GetByLabel("First name").FillAsync("Anna");
        await card.GetByLabel("Last name").FillAsync("Berg");
        await card.GetByLabel("E-mail").FillAsync(email);
        await card.GetByLabel("Password").FillAsync(password);
        await card.GetByRole(AriaRole.Button).ClickAsync();
    }

    public async Task SignInAsync(string email, string password = Password)
    {
        var card = Card("Sign in");
        await card.GetByLabel("E-mail").FillAsync(email);
        await card.GetByLabel("Password").FillAsync(password);
        await card.GetByRole(AriaRole.Button).ClickAsync();
    }

    public ILocator Section(string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    private ILocator Card(string heading) => page.Locator("section", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = heading }) });
}
