using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Aimeos;

/// <summary>The manual's own commands with curl, cookie file and all; only host and token are replaced.</summary>
public sealed class Calling_with_curl
{
    [Fact]
    public async Task works_as_the_manual_prints_it()
    {
        await using var app = await TestServer.StartAsync();
        using var folder = new TemporaryFolder();
        var jar = Path.Combine(folder.Path, "cookies.txt");
        var shop = app.Url.OriginalString + "/jsonapi";
        const string attributes = """{"data": {"attributes": {"customer.code": "testuser@example.com", "customer.telehone": "+4912345678", "customer.email": "testuser@example.com", "customer.password": "very+secret"}}}""";

        var token = Token(await CurlAsync("-b", jar, "-c", jar, "-X", "OPTIONS", shop));
        var made = await CurlAsync("-b", jar, "-c", jar, "-X", "POST", $"{shop}/customer?_token={token}", "-H", "Content-Type: application/json", "-d", attributes);
        await CurlAsync("-b", jar, "-c", jar, "-X", "POST", $"{app.Url.OriginalString}/account/v1/session", "-H", "Content-Type: application/json", "-d", """{"email":"testuser@example.com","password":"very+secret"}""");
        token = Token(await CurlAsync("-b", jar, "-c", jar, "-X", "GET", $"{shop}/customer"));
        var changed = await CurlAsync("-b", jar, "-c", jar, "-X", "PATCH", $"{shop}/customer?_token={token}", "-H", "Content-Type: application/json", "-d", attributes);
        var id = (string)made["data"]!["id"]!;
        var deleted = await CurlAsync("-b", jar, "-c", jar, "-X", "DELETE", $"{shop}/customer?id={id}&_token={Token(changed)}");
        var after = await CurlAsync("-b", jar, "-c", jar, "-X", "GET", $"{shop}/customer");

        Assert.Equal(id, (string)changed["data"]!["attributes"]!["customer.id"]!);
        Assert.Equal("+4912345678", (string)changed["data"]!["attributes"]!["customer.telephone"]!);
        Assert.Equal(0, (int)deleted["meta"]!["total"]!);
        Assert.Null(after["data"]!["id"]);
    }

    private static string Token(JsonNode answer) => (string)answer["meta"]!["csrf"]!["value"]!;

    private static async Task<JsonNode> CurlAsync(params string[] arguments)
    {
        using var curl = Process.Start(new ProcessStartInfo("curl", ["-s", .. arguments]) { RedirectStandardOutput = true })!;
        var text = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        return JsonNode.Parse(text)!;
    }
}
