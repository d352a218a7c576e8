using System.Net;
using System.Text;

namespace Freehold.Http.Tests.Pages;

public sealed class Sending_a_form
{
    private const string FormType = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"login\"\r\n\r\nanna")]
    [InlineData("application/json", "{}")]
    [InlineData("garbage;;;=", "login=anna")]
    [InlineData(FormType, "login=%00&password=x")]
    public async Task that_is_none_of_ours_is_refused_on_a_page(string type, string body)
    {
        await using var house = await Household.StartAsync();

        foreach (var path in (string[])["/sign-in", "/step-up"])
        {
            using var answer = await PostAsync(house, path, type, body);

            Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        }
    }

    [Fact]
    public async Task that_never_ends_is_refused_on_a_page()
    {
        await using var house = await Household.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new StringContent("login=" + new string('a', 100_000), Encoding.UTF8, FormType) };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await house.Server.Client.SendAsync(request, Household.Ct);

        Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task is_read_as_the_page_is_written_whatever_charset_is_named()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com", password: "zażółć gęślą jaźń");

        using var answer = await PostAsync(house, "/sign-in", FormType + "; charset=utf-7", $"login=anna%40example.com&password={Uri.EscapeDataString("zażółć gęślą jaźń")}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task again_after_a_mistake_needs_only_the_password()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");

        using var answer = await Household.PostAsync(house.Server.Client, "/sign-in", ("login", "\"><b>anna"), ("password", "wrong password"));
        var page = await answer.Content.ReadAsStringAsync(Household.Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("value=\"&quot;&gt;&lt;b&gt;anna\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong password", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("current", "wrong password", "This is not the current password.")]
    [InlineData("password", "short", "It needs at least 8 characters.")]
    public async Task with_a_mistake_leads_to_its_field_and_says_what_to_do(string field, string value, string says)
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");

        using var answer = await Household.PostAsync(house.Server.Client, await house.LinkAsync("anna@example.com"), (field, value));
        var page = await answer.Content.ReadAsStringAsync(Household.Ct);

        var problem = page.IndexOf("id=\"problem\"", StringComparison.Ordinal);
        Assert.Contains(says, page[problem..page.IndexOf("</p>", problem, StringComparison.Ordinal)], StringComparison.Ordinal);
        var wrong = page[..page.IndexOf("aria-invalid=\"true\" aria-describedby=\"problem\" autofocus", StringComparison.Ordinal)];
        Assert.EndsWith($"<input id=\"{field}\"", wrong[..wrong.LastIndexOf(" name=", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Single(page.Split("aria-invalid")[1..]);
    }

    [Fact]
    public async Task too_often_says_when_to_come_back()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        var browser = await house.BrowserAsync("anna@example.com");

        for (var guess = 0; guess < 5; guess++) (await Household.PostAsync(browser, "/step-up", ("password", "wrong password"))).Dispose();
        using var answer = await Household.PostAsync(browser, "/step-up", ("password", "wrong password"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Contains("<p id=\"problem\" role=\"alert\">Too many attempts.", await answer.Content.ReadAsStringAsync(Household.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task for_a_password_names_whose_it_is_to_the_browser()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");

        var page = await house.Server.Client.GetStringAsync(await house.LinkAsync("anna@example.com"), Household.Ct);

        Assert.Equal(2, page.Split("<input type=\"text\" value=\"anna@example.com\" autocomplete=\"username\" hidden>").Length - 1);
    }

    private static Task<HttpResponseMessage> PostAsync(Household house, string path, string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return house.Server.Client.PostAsync(new Uri(path, UriKind.Relative), content, Household.Ct);
    }
}
