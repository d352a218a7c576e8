using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Freehold.Http.Tests.Synerise;
using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.AccountApi;

public sealed class Administering_a_workspace
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task takes_groups_line_by_line_and_says_which_it_refused_and_why()
    {
        await using var app = await TestServer.StartAsync();

        var answer = await SendAsync(app, HttpMethod.Put, "/account/v1/admin/groups", """
            {"id":"1","code":"admin","label":"Administrator"}

            {"id":"2","code":"editor"}
            not json
            {"id":3,"code":"viewer","label":"Viewer"}
            {"id":"4","code":"\ud800","label":"Broken"}
            [1]
            {"id":"1","code":"admin","label":"Admin"}
            """);

        Assert.Equal(2, answer["accepted"]!.GetValue<int>());
        Assert.Equal([3, 4, 5, 6, 7], answer["refused"]!.AsArray().Select(refused => refused!["line"]!.GetValue<int>()));
        Assert.Contains("label", answer["refused"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["1 admin Admin"], await RowsAsync(app, session => session.ListAsync($"SELECT group_id, code, label FROM customer_group", row => $"{row.Text(0)} {row.Text(1)} {row.Text(2)}", Ct)));
    }

    [Fact]
    public async Task takes_products_and_orders_and_keeps_the_document_as_it_was()
    {
        await using var app = await TestServer.StartAsync();

        await SendAsync(app, HttpMethod.Put, "/account/v1/admin/products", "\uFEFF" + """{"id":"1","code":"demo-article","label":"Demo article","status":1}""");
        var orders = await SendAsync(app, HttpMethod.Put, "/account/v1/admin/orders", """
            {"id":"1","accountId":42,"placedAt":"2026-01-02T03:04:05+01:00","document":{"total":"12.50","lines":[1,2]}}
            {"id":"2","accountId":"42","placedAt":"2026-01-02","document":{}}
            {"id":"3","accountId":42,"placedAt":"yesterday","document":{}}
            {"id":"4","accountId":42,"placedAt":"2026-01-02","document":[]}
            {"id":"5","accountId":42,"placedAt":"2026-01-02","document":{"\ud800":1}}
            {"id":"6","accountId":42,"placedAt":"2026-01-02","document":{"lines":[{"note":"\udc00"}]}}
            {"id":"7","accountId":42,"placedAt":"02/01/2026","document":{}}
            """);

        Assert.Equal([2, 3, 4, 5, 6, 7], orders["refused"]!.AsArray().Select(refused => refused!["line"]!.GetValue<int>()));
        Assert.Equal(["1 demo-article 1"], await RowsAsync(app, session => session.ListAsync($"SELECT product_id, code, status FROM product", row => $"{row.Text(0)} {row.Text(1)} {row.Int(2)}", Ct)));
        Assert.Equal(
            ["""42 2026-01-02T02:04:05 {"total":"12.50","lines":[1,2]}"""],
            await RowsAsync(app, session => session.ListAsync($"SELECT customer_id, placed_at, document FROM customer_order", row => $"{row.Long(0)} {row.Time(1):yyyy-MM-ddTHH:mm:ss} {row.Text(2)}", Ct)));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task streams_more_than_fits_any_buffer(string storage)
    {
        await using var app = await TestServer.StartAsync(storage);
        var lines = new StringBuilder();
        for (var i = 0; i < 30_000; i++) lines.Append("{\"id\":\"").Append(i).Append("\",\"code\":\"c\",\"label\":\"").Append('x', 100).Append("\"}\r\n");

        var answer = await SendAsync(app, HttpMethod.Put, "/account/v1/admin/products", lines.ToString());

        Assert.Equal(30_000, answer["accepted"]!.GetValue<int>());
        Assert.Empty(answer["refused"]!.AsArray());
    }

    [Fact(Timeout = 60_000)]
    public async Task keeps_long_lines_before_many_of_them_fill_the_memory()
    {
        await using var app = await TestServer.StartAsync();
        var pipe = new Pipe();
        using var content = new StreamContent(pipe.Reader.AsStream());
        using var request = Request(HttpMethod.Put, "/account/v1/admin/orders", "");
        request.Content = content;
        var sending = app.Client.SendAsync(request, Ct);

        for (var i = 0; i < 8; i++) await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($$$"""{"id":"{{{i}}}","accountId":42,"placedAt":"2026-01-02","document":{"note":"{{{new string('x', 900_000)}}}"}}""" + "\n"), Ct);
        while (!sending.IsCompleted && (await RowsAsync(app, session => session.ListAsync($"SELECT order_id FROM customer_order", row => row.Text(0), Ct))).Count == 0) await Task.Yield();
        var wasSent = sending.IsCompleted;
        await pipe.Writer.CompleteAsync();
        using var answer = await sending;

        Assert.False(wasSent);
        Assert.StartsWith("""{"accepted":8,""", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task says_that_it_does_not_unpack()
    {
        await using var app = await TestServer.StartAsync();
        using var request = Request(HttpMethod.Put, "/account/v1/admin/groups", "packed");
        request.Content!.Headers.ContentEncoding.Add("gzip");

        using var answer = await app.Client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("compressed", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task refuses_a_line_without_end()
    {
        await using var app = await TestServer.StartAsync();

        using var answer = await app.Client.SendAsync(Request(HttpMethod.Put, "/account/v1/admin/groups", """{"id":"1","code":"g","label":"Group"}""" + "\n" + new string('x', 3_000_000)), Ct);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("Line 2", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(["1"], await RowsAsync(app, session => session.ListAsync($"SELECT group_id FROM customer_group", row => row.Text(0), Ct)));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task disables_an_account_at_once_and_enables_it_again(string storage)
    {
        await using var app = await TestServer.StartAsync(storage);
        var shop = new Shop(app);
        var anna = await shop.CustomerAsync();
        var path = await PathAsync(anna);

        await SendAsync(app, HttpMethod.Patch, path, """{"status":0}""");
        var token = (await anna.ReadAsync()).Status;
        var signIn = await shop.SignInAsync(anna.Email, Shop.Password);
        var wrong = await shop.SignInAsync(anna.Email, "wrong password");
        await SendAsync(app, HttpMethod.Patch, path, """{"status":1}""");

        Assert.Equal(401, token);
        Assert.Equal(wrong.Status, signIn.Status);
        Assert.Equal(wrong.Json["errorCode"]!.GetValue<string>(), signIn.Json["errorCode"]!.GetValue<string>());
        Assert.Equal(401, (await anna.ReadAsync()).Status);
        Assert.Equal(200, (await shop.SignInAsync(anna.Email, Shop.Password)).Status);
    }

    [Fact]
    public async Task lets_an_account_wait_on_that_was_disabled_before_it_was_activated()
    {
        await using var app = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Synerise:RegistrationType"] = "ACTIVATION" });
        var shop = new Shop(app);
        await shop.RegisterAsync($$"""{"email":"anna@example.com","password":"{{Shop.Password}}"}""");
        var anna = await app.Services.GetRequiredService<ProfileDirectory>().FindAsync(new ProfileKey.Email(EmailAddress.Parse("anna@example.com", "email").Value), Ct);
        var path = $"/account/v1/admin/accounts/{anna!.Id}";

        await SendAsync(app, HttpMethod.Patch, path, """{"status":0}""");
        await SendAsync(app, HttpMethod.Patch, path, """{"status":0}""");
        var disabled = await shop.SignInAsync("anna@example.com", Shop.Password);
        await SendAsync(app, HttpMethod.Patch, path, """{"status":1}""");

        Assert.Equal(401, disabled.Status);
        Assert.Equal(403, (await shop.SignInAsync("anna@example.com", Shop.Password)).Status);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task sets_the_groups_of_an_account_whole(string storage)
    {
        await using var app = await TestServer.StartAsync(storage);
        var anna = await new Shop(app).CustomerAsync();
        var path = await PathAsync(anna);
        await SendAsync(app, HttpMethod.Put, "/account/v1/admin/groups", "{\"id\":\"1\",\"code\":\"a\",\"label\":\"A\"}\n{\"id\":\"2\",\"code\":\"b\",\"label\":\"B\"}\n{\"id\":\"3\",\"code\":\"c\",\"label\":\"C\"}");

        await SendAsync(app, HttpMethod.Patch, path, """{"groups":["1","2"]}""");
        await SendAsync(app, HttpMethod.Patch, path, """{"groups":["3","2"]}""");
        using var unknown = await app.Client.SendAsync(Request(HttpMethod.Patch, path, """{"status":0,"groups":["9"]}"""), Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Equal(["3", "2"], await RowsAsync(app, session => session.ListAsync($"SELECT group_id FROM membership ORDER BY position", row => row.Text(0), Ct)));
        Assert.Equal(200, (await anna.ReadAsync()).Status);
    }

    [Theory]
    [InlineData("/account/v1/admin/accounts/1", """{"status":0}""", HttpStatusCode.NotFound)]
    [InlineData("/account/v1/admin/accounts/x", """{"status":0}""", HttpStatusCode.NotFound)]
    [InlineData("/account/v1/admin/accounts/1", """{"status":2}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/account/v1/admin/accounts/1", """{"status":"0"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/account/v1/admin/accounts/1", """{"groups":"1"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/account/v1/admin/accounts/1", """{"groups":[1]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/account/v1/admin/accounts/1", """{"groups":["\u0000"]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/account/v1/admin/accounts/1", "[]", HttpStatusCode.BadRequest)]
    [InlineData("/account/v1/admin/accounts/1", "{", HttpStatusCode.BadRequest)]
    public async Task refuses_what_makes_no_sense(string path, string body, HttpStatusCode expected)
    {
        await using var app = await TestServer.StartAsync();

        using var answer = await app.Client.SendAsync(Request(HttpMethod.Patch, path, body), Ct);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task takes_the_business_token_and_nobody_elses()
    {
        await using var app = await TestServer.StartAsync();
        var shop = new Shop(app);
        var anna = await shop.CustomerAsync();

        Assert.Equal(200, await StatusAsync(await shop.BusinessTokenAsync()));
        Assert.Equal(403, await StatusAsync(anna.Token));
        Assert.Equal(403, await StatusAsync(await shop.AnonymousTokenAsync()));
        Assert.Equal(401, await StatusAsync("nonsense"));
        Assert.Equal(401, await StatusAsync(null));

        async Task<int> StatusAsync(string? token)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, "/account/v1/admin/groups") { Content = new StringContent("""{"id":"1","code":"a","label":"A"}""") };
            return (await shop.SendAsync(request, token)).Status;
        }
    }

    [Theory]
    [InlineData("""{"id":"1","code":"demo-article","label":"Demo article","status":1}""")]
    [InlineData("")]
    [InlineData("not JSON\n\n")]
    public async Task goes_on_over_the_same_connection_after_an_upload(string body)
    {
        await using var app = await TestServer.StartAsync();
        var connections = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                connections++;
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = app.Url };

        for (var i = 0; i < 5; i++)
        {
            using var answer = await client.SendAsync(Request(HttpMethod.Put, "/account/v1/admin/products", body), Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

            // A connection that breaks off does so a moment after the answer.
            await Task.Delay(50, Ct);
        }

        Assert.Equal(1, connections);
    }

    private static async Task<string> PathAsync(Synerise.Customer customer) =>
        $"/account/v1/admin/accounts/{(await customer.ReadAsync()).Json["clientId"]!.GetValue<long>()}";

    private static HttpRequestMessage Request(HttpMethod method, string path, string body)
    {
        var request = new HttpRequestMessage(method, path) { Content = new StringContent(body) };
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(Shop.Basic);
        return request;
    }

    private static async Task<JsonNode> SendAsync(TestServer app, HttpMethod method, string path, string body)
    {
        using var answer = await app.Client.SendAsync(Request(method, path, body), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct)) ?? throw new JsonException("null");
    }

    private static Task<List<string>> RowsAsync(TestServer app, Func<Session, Task<List<string>>> read) => app.Services.GetRequiredService<Database>().ReadAsync(read, Ct);
}
