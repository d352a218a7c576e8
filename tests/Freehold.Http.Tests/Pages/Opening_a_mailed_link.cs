using System.Net;
using Freehold.Storage;

namespace Freehold.Http.Tests.Pages;

public sealed class Opening_a_mailed_link
{
    [Fact]
    public async Task shows_a_page_that_neither_runs_scripts_nor_tells_others_where_it_came_from()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");

        var page = await house.Server.Client.GetAsync(await house.LinkAsync("anna@example.com"), Household.Ct);
        var text = await page.Content.ReadAsStringAsync(Household.Ct);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("name=\"viewport\"", text, StringComparison.Ordinal);
        var style = text[(text.IndexOf("<style>", StringComparison.Ordinal) + 7)..text.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.Contains(hash, policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task changes_nothing_however_often()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var link = await house.LinkAsync("anna@example.com");

        for (var i = 0; i < 3; i++) await house.Server.Client.GetAsync(link, Household.Ct);
        using var head = await house.Server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), Household.Ct);

        var account = await house.Get<Profiles>().ReadAsync(await house.CallerAsync("anna@example.com"), Household.Ct);
        Assert.Equal((HttpStatusCode.OK, ""), (head.StatusCode, await head.Content.ReadAsStringAsync(Household.Ct)));
        Assert.False(account!.EmailVerified);
        Assert.Equal(HttpStatusCode.OK, (await Household.PostAsync(house.Server.Client, link, ("current", Household.Password))).StatusCode);
    }

    [Fact]
    public async Task says_in_words_that_something_went_wrong_on_the_servers_side()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var link = await house.LinkAsync("anna@example.com");
        await house.Get<Database>().WriteAsync(
            async session =>
            {
                await session.RunScriptAsync("ALTER TABLE link RENAME TO hidden", Household.Ct);
                return 0;
            },
            Household.Ct);

        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { { "Accept-Language", "de" } } };
        using var page = await house.Server.Client.SendAsync(request, Household.Ct);
        var text = await page.Content.ReadAsStringAsync(Household.Ct);

        Assert.Equal((HttpStatusCode.InternalServerError, "text/html; charset=utf-8", "no-store"), (page.StatusCode, page.Content.Headers.ContentType!.ToString(), page.Headers.CacheControl!.ToString()));
        Assert.Contains("<html lang=\"de\">", text, StringComparison.Ordinal);
        Assert.Contains("Bitte versuchen Sie es noch einmal.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.DoesNotContain("table", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task says_when_it_is_used_unknown_or_expired()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        await house.RegisterAsync("other@example.com");
        var used = await house.LinkAsync("anna@example.com");
        await Household.PostAsync(house.Server.Client, used, ("current", Household.Password));
        var expired = await house.LinkAsync("other@example.com");
        house.Server.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal(HttpStatusCode.NotFound, (await house.Server.Client.GetAsync(used, Household.Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Server.Client.GetAsync("/link/nonsense", Household.Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Server.Client.GetAsync("/link/1f.%3Cscript%3E", Household.Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await house.Server.Client.GetAsync(expired, Household.Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await Household.PostAsync(house.Server.Client, expired, ("current", Household.Password))).StatusCode);
    }

    [Theory]
    [InlineData("/link")]
    [InlineData("/link/")]
    [InlineData("/link/1f.broken/off")]
    public async Task says_that_it_is_damaged(string path)
    {
        await using var house = await Household.StartAsync();

        using var page = await house.Server.Client.GetAsync(path, Household.Ct);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("<h1>This link is no longer valid</h1>", await page.Content.ReadAsStringAsync(Household.Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.BadRequest)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.BadRequest)]
    [InlineData("Origin", "null", HttpStatusCode.OK)]
    public async Task is_refused_when_another_site_sends_the_form(string header, string value, HttpStatusCode status)
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var browser = await house.BrowserAsync("anna@example.com");
        using var request = new HttpRequestMessage(HttpMethod.Post, await house.LinkAsync("anna@example.com"));
        request.Headers.Add(header, value);

        var answer = await browser.SendAsync(request, Household.Ct);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK, (await house.Get<Profiles>().ReadAsync(await house.CallerAsync("anna@example.com"), Household.Ct))!.EmailVerified);
    }

    [Fact]
    public async Task encodes_what_customers_typed()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("a<b>&'c@example.com".Replace("<b>", "", StringComparison.Ordinal));
        var text = await house.Server.Client.GetStringAsync(await house.LinkAsync("a&'c@example.com"), Household.Ct);

        Assert.Contains("a&amp;&#x27;c@example.com", text, StringComparison.Ordinal);
    }
}
