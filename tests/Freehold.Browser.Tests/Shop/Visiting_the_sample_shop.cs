using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Freehold.Browser.Tests.Shop;

public sealed class Visiting_the_sample_shop(Chromium chromium)
{
    private static readonly Dictionary<string, string?> Quick = new() { ["Freehold:Passwords:MemoryKib"] = "64" };

    /// <summary>On an origin of its own and beside the accounts: from the first request to signing out.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task one_registers_keeps_everything_and_finds_it_again(bool elsewhere)
    {
        var origin = $"http://127.0.0.1:{FreePort.Next()}";
        await using var accounts = await TestServer.StartAsync(settings: elsewhere ? new Dictionary<string, string?>(Quick) { ["Freehold:Origins:0"] = origin } : Quick);
        await using var frontEnd = elsewhere ? await FrontEnd.StartAsync(origin, accounts.Url) : null;
        var shop = await Visit.BeginAsync(chromium, elsewhere ? origin : $"{accounts.Url}dev/shop");

        await shop.RegisterAsync("anna@example.com");
        await Expect(shop.Page.GetByText("Anna Berg")).ToBeVisibleAsync();
        await KeepDetailsAsync(shop);
        await KeepAddressesAsync(shop);
        await KeepListsAsync(shop);
        await shop.Button("Sign out").ClickAsync();
        await Expect(shop.Message).ToHaveTextAsync("You are signed out.");
        await shop.SignInAsync("anna@example.com");

        await Expect(shop.Section("My details").GetByLabel("City")).ToHaveValueAsync("Gdynia");
        await Expect(shop.Section("Address book")).ToContainTextAsync("Ola Berg · Hafenstraße 7, 20457 Hamburg");
        await Expect(shop.Button("Favourite Forty Knots")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(shop.Button("Favourite Salt and Other Letters")).ToHaveAttributeAsync("aria-pressed", "false");
        await shop.Section("Watch list").GetByText("Forty Knots").ClickAsync();
        await Expect(shop.Section("Watch list").GetByLabel("Tell me when it costs at most")).ToHaveValueAsync("9.5");
        Assert.Empty(shop.Faults);
    }

    [Fact]
    public async Task one_is_told_what_is_wrong_where_it_is_wrong()
    {
        await using var accounts = await TestServer.StartAsync(settings: Quick);
        var shop = await Visit.BeginAsync(chromium, $"{accounts.Url}dev/shop");

        await shop.SignInAsync("nobody@example.com");
        await Expect(shop.Alert).ToHaveTextAsync("The credentials are not valid.");
        await shop.RegisterAsync("no address");
        await Expect(shop.Page.GetByText("Invalid characters in email address: \"no address\"")).ToBeVisibleAsync();
        await shop.RegisterAsync("anna@example.com", "short");
        await Expect(shop.Page.GetByText("Password is too short")).ToBeVisibleAsync();
        await shop.RegisterAsync("anna@example.com");
        await shop.Section("My details").GetByLabel("Country").FillAsync("1");
        await shop.Button("Save my details").ClickAsync();

        await Expect(shop.Page.GetByText("Invalid ISO country code")).ToBeVisibleAsync();
        await Expect(shop.Section("My details").GetByLabel("Country")).ToBeFocusedAsync();
        Assert.Empty(shop.Faults);
    }

    [Fact]
    public async Task one_proves_again_who_one_is_before_a_change_of_the_email()
    {
        await using var accounts = await TestServer.StartAsync(settings: Quick);
        var shop = await Visit.BeginAsync(chromium, $"{accounts.Url}dev/shop");
        await shop.RegisterAsync("anna@example.com");
        var signingIn = shop.Section("Signing in");
        await signingIn.GetByLabel("E-mail").FillAsync("new@example.com");
        accounts.Clock.Advance(TimeSpan.FromMinutes(31));

        await shop.Button("Change how I sign in").ClickAsync();
        var proof = await shop.Page.Context.RunAndWaitForPageAsync(() => shop.Page.GetByRole(AriaRole.Link, new() { Name = "Confirm that it is you" }).ClickAsync());
        await proof.GetByLabel("Password").FillAsync(Visit.Password);
        await proof.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(proof.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Thank you");
        await shop.Button("Change how I sign in").ClickAsync();

        await Expect(shop.Message).ToContainTextAsync("Saved.");
        await shop.Page.ReloadAsync();
        await Expect(signingIn.GetByLabel("E-mail")).ToHaveValueAsync("new@example.com");
    }

    [Fact]
    public async Task one_deletes_oneself()
    {
        await using var accounts = await TestServer.StartAsync(settings: Quick);
        var shop = await Visit.BeginAsync(chromium, $"{accounts.Url}dev/shop");
        await shop.RegisterAsync("anna@example.com");

        await shop.Button("Delete my account …").ClickAsync();
        await shop.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete my account" }).ClickAsync();
        await Expect(shop.Message).ToHaveTextAsync("Your account is deleted.");
        await shop.SignInAsync("anna@example.com");

        await Expect(shop.Alert).ToHaveTextAsync("The credentials are not valid.");
    }

    private static async Task KeepDetailsAsync(Visit shop)
    {
        await shop.Section("My details").GetByLabel("City").FillAsync("Gdynia");
        await shop.Section("My details").GetByLabel("Birthday").FillAsync("2000-01-31");
        await shop.Button("Save my details").ClickAsync();
        await Expect(shop.Message).ToHaveTextAsync("Your details are saved.");
    }

    private static async Task KeepAddressesAsync(Visit shop)
    {
        var book = shop.Section("Address book");
        foreach (var city in new[] { "Hamburg", "Bremen" })
        {
            await book.GetByText("Add an address").ClickAsync();
            await book.GetByLabel("First name").Last.FillAsync("Ola");
            await book.GetByLabel("Last name").Last.FillAsync("Berg");
            await book.GetByLabel("City").Last.FillAsync(city);
            await shop.Button("Add address").ClickAsync();
            await Expect(book).ToContainTextAsync("Ola Berg · " + city);
        }

        await book.GetByText("Ola Berg · Hamburg").ClickAsync();
        await book.GetByLabel("Street").First.FillAsync("Hafenstraße");
        await book.GetByLabel("Number").First.FillAsync("7");
        await book.GetByLabel("Postal code").First.FillAsync("20457");
        await book.GetByRole(AriaRole.Button, new() { Name = "Save address" }).First.ClickAsync();
        await Expect(shop.Message).ToHaveTextAsync("The address is saved.");
        await book.GetByText("Ola Berg · Bremen").ClickAsync();
        await book.GetByRole(AriaRole.Button, new() { Name = "Remove this address" }).Last.ClickAsync();
        await Expect(book).Not.ToContainTextAsync("Bremen");
    }

    private static async Task KeepListsAsync(Visit shop)
    {
        foreach (var book in new[] { "Favourite Forty Knots", "Favourite Salt and Other Letters", "Watch Forty Knots" })
        {
            await shop.Button(book).ClickAsync();
            await Expect(shop.Button(book)).ToHaveAttributeAsync("aria-pressed", "true");
        }

        await shop.Button("Favourite Salt and Other Letters").ClickAsync();
        await Expect(shop.Button("Favourite Salt and Other Letters")).ToHaveAttributeAsync("aria-pressed", "false");
        var watched = shop.Section("Watch list");
        await watched.GetByText("Forty Knots").ClickAsync();
        await watched.GetByLabel("Tell me when it costs at most").FillAsync("9.5");
        await watched.GetByLabel("For how many days").FillAsync("30");
        await shop.Button("Save what to watch").ClickAsync();
        await Expect(shop.Message).ToContainTextAsync("we watch it for you");
    }
}
