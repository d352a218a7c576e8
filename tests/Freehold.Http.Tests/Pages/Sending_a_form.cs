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

    private static Task<HttpResponseMessage> PostAsync(Household house, string path, string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return house.Server.Client.PostAsync(new Uri(path, UriKind.Relative), content, Household.Ct);
    }
}
