using System.Net;
using Freehold.Server.Pages;

namespace Freehold.Http.Tests.Pages;

public sealed class Reading_a_page_in_the_own_language
{
    private static readonly Dictionary<string, string> Titles = new() { ["en"] = "Confirm your e-mail address", ["de"] = "Bestätigen Sie Ihre E-Mail-Adresse", ["pl"] = "Potwierdź swój adres e-mail" };

    [Theory]
    [InlineData("pl", "de", "en", "pl")]
    [InlineData("de_AT", null, "en", "de")]
    [InlineData(null, "de-CH, en;q=0.5", "en", "de")]
    [InlineData(null, "fr;q=0.9, en;q=0.2, pl;q=0.4", "de", "pl")]
    [InlineData(null, "de;q=0, zh-Hant-TW, pl", "en", "pl")]
    [InlineData("fr", "fr", "de", "de")]
    [InlineData(null, "*, ;;q=x", "pl_PL", "pl")]
    [InlineData(null, null, "fr", "en")]
    public async Task takes_the_accounts_then_the_browsers_then_the_deployments(string? account, string? browser, string deployment, string taken)
    {
        await using var house = await Household.StartAsync(deployment);
        await house.RegisterAsync("anna@example.com", language: account);
        using var request = new HttpRequestMessage(HttpMethod.Get, await house.LinkAsync("anna@example.com"));
        if (browser is not null) request.Headers.TryAddWithoutValidation("Accept-Language", browser);

        using var page = await house.Server.Client.SendAsync(request, Household.Ct);
        var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(Household.Ct));

        Assert.Equal([taken], page.Content.Headers.ContentLanguage);
        Assert.Contains($"<html lang=\"{taken}\">", text, StringComparison.Ordinal);
        Assert.Contains($"<h1>{Titles[taken]}</h1>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in", "Anmelden")]
    [InlineData("/link/nonsense", "Dieser Link gilt nicht mehr")]
    public async Task works_for_who_is_not_known_yet(string path, string title)
    {
        await using var house = await Household.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", "de");

        using var page = await house.Server.Client.SendAsync(request, Household.Ct);

        Assert.Equal(["de"], page.Content.Headers.ContentLanguage);
        Assert.Contains($"<h1>{title}</h1>", await page.Content.ReadAsStringAsync(Household.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task speaks_the_accounts_language_once_somebody_is_signed_in()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com", language: "pl");
        var browser = await house.BrowserAsync("anna@example.com");

        var asked = await browser.GetAsync("/step-up", Household.Ct);
        var refused = await Household.PostAsync(browser, "/step-up", ("password", "wrong password"));

        Assert.Equal(["pl"], asked.Content.Headers.ContentLanguage);
        Assert.Contains("To nie jest obecne has\u0142o.", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Household.Ct)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task takes_the_deployments_own_words_where_it_has_any()
    {
        await using var house = await Household.StartAsync();
        Directory.CreateDirectory(Path.Combine(house.Server.Folder, "templates/en"));
        await File.WriteAllTextAsync(Path.Combine(house.Server.Folder, "templates/en/pages.txt"), "[sign-in]\r\nEnter <b>\r\nthe shop\r\n[password]\r\n\r\n", Household.Ct);

        var page = await house.Server.Client.GetStringAsync("/sign-in", Household.Ct);

        Assert.Contains("<h1>Enter &lt;b&gt; the shop</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"password\">Password</label>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("pl")]
    public void finds_every_text_and_no_other_in_every_language(string language)
    {
        var names = Enum.GetNames<PageText>().Select(name => System.Text.RegularExpressions.Regex.Replace(name, "(?<!^)([A-Z])", "-$1").ToLowerInvariant()).ToList();
        var english = Parts("en");

        var parts = Parts(language);

        Assert.Equal(names.Order(StringComparer.Ordinal), parts.Keys.Order(StringComparer.Ordinal));
        foreach (var hole in (string[])["{{target}}", "{{length}}"])
            Assert.All(parts, part => Assert.Equal(english[part.Key].Contains(hole, StringComparison.Ordinal), part.Value.Contains(hole, StringComparison.Ordinal)));
        if (language != "en") Assert.All(parts, part => Assert.NotEqual(english[part.Key], part.Value));
    }

    private static IReadOnlyDictionary<string, string> Parts(string language) =>
        new PageTexts(new FreeholdOptions { Data = "no such folder", Locale = language }, new MessageOptions()).In([]).Parts;
}
