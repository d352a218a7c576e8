using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Freehold.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Tests.Messages;

public sealed class Sending_an_sms
{
    private const string Text = "Freehold: 123456 – Zażółć & more";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("+15005550006", "From")]
    [InlineData("MG0123456789abcdef", "MessagingServiceSid")]
    public async Task speaks_Twilios_language(string from, string parameter)
    {
        await using var gateway = await Gateway.StartAsync(_ => (201, """{"sid":"SM1"}"""));

        await Gateway.SendAsync(new SmsOptions { Sender = "twilio", Url = gateway.Url, User = "AC1", Password = "token", From = from });

        var call = Assert.Single(gateway.Calls);
        Assert.Equal("POST /2010-04-01/Accounts/AC1/Messages.json", $"{call.Method} {call.Path}");
        Assert.Equal("Basic " + Convert.ToBase64String("AC1:token"u8), call.Headers["Authorization"]);
        Assert.Equal($"To=%2B48555015332&{parameter}={Uri.EscapeDataString(from)}&Body={Uri.EscapeDataString(Text).Replace("%20", "+", StringComparison.Ordinal)}", call.Body);
    }

    [Theory]
    [InlineData(Text, "2")]
    [InlineData("Hello, your code is 123456.", "0")]
    public async Task speaks_Kannels_language(string text, string coding)
    {
        await using var gateway = await Gateway.StartAsync(_ => (202, "0: Accepted for delivery"));

        await Gateway.SendAsync(new SmsOptions { Sender = "kannel", Url = gateway.Url + "/cgi-bin/sendsms", User = "me", Password = "p&ss", From = "Shop" }, text);

        var call = Assert.Single(gateway.Calls);
        Assert.Equal("GET /cgi-bin/sendsms", $"{call.Method} {call.Path}");
        Assert.Equal($"?username=me&password=p%26ss&to=%2B48555015332&charset=UTF-8&coding={coding}&text={Uri.EscapeDataString(text)}&from=Shop", call.Query);
    }

    [Fact]
    public async Task signs_what_it_gives_to_a_webhook()
    {
        const string key = "a key of sixteen or more";
        await using var gateway = await Gateway.StartAsync(_ => (204, ""));

        await Gateway.SendAsync(new SmsOptions { Sender = "webhook", Url = gateway.Url + "/sms", SigningKey = key, From = "Shop" });

        var call = Assert.Single(gateway.Calls);
        using var body = JsonDocument.Parse(call.Body);
        Assert.Equal(["id", "to", "from", "text", "template"], body.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("+48555015332", body.RootElement.GetProperty("to").GetString());
        Assert.Equal(Text, body.RootElement.GetProperty("text").GetString());
        Assert.Equal(call.Headers["Idempotency-Key"], body.RootElement.GetProperty("id").GetString());
        var parts = call.Headers["Freehold-Signature"].Split([',', '=']);
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{parts[1]}.{call.Body}"))), parts[3]);
    }

    [Theory]
    [InlineData("twilio", 400, true)]
    [InlineData("twilio", 401, false)]
    [InlineData("twilio", 429, false)]
    [InlineData("kannel", 400, true)]
    [InlineData("kannel", 403, false)]
    [InlineData("kannel", 200, false)]
    [InlineData("webhook", 422, true)]
    [InlineData("webhook", 302, false)]
    [InlineData("webhook", 500, false)]
    public async Task tells_a_refusal_for_good_from_one_for_now(string sender, int status, bool forGood)
    {
        await using var gateway = await Gateway.StartAsync(_ => (status, "no"));
        var options = new SmsOptions { Sender = sender, Url = gateway.Url, User = "me", Password = "secret", From = "Shop", SigningKey = "a key of sixteen or more" };

        if (forGood) await Assert.ThrowsAsync<MessageRefusedException>(() => Gateway.SendAsync(options));
        else await Assert.ThrowsAsync<HttpRequestException>(() => Gateway.SendAsync(options));
    }

    [Theory]
    [InlineData("0048 555 015 332", null, "+48555015332")]
    [InlineData("555015332", "PL", "+48555015332")]
    [InlineData("555015332", null, null)]
    public async Task dials_internationally(string to, string? country, string? dialled)
    {
        await using var gateway = await Gateway.StartAsync(_ => (200, ""));
        var options = new SmsOptions { Sender = "webhook", Url = gateway.Url, SigningKey = "a key of sixteen or more" };

        if (dialled is null) await Assert.ThrowsAsync<MessageRefusedException>(() => Gateway.SendAsync(options, to: to, country: country));
        else await Gateway.SendAsync(options, to: to, country: country);

        if (dialled is not null) Assert.Contains($"\"{dialled.Replace("+", "\\u002B", StringComparison.Ordinal)}\"", Assert.Single(gateway.Calls).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pigeon", "Sender")]
    [InlineData("kannel", "Url")]
    [InlineData("twilio", "User")]
    [InlineData("webhook", "Url")]
    public void names_the_setting_that_cannot_work(string sender, string setting) =>
        Assert.Contains($"Freehold:Sms:{setting}", new SmsOptions { Sender = sender }.Problem(), StringComparison.Ordinal);

    private sealed record Call(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body);

    private sealed class Gateway(WebApplication app, ConcurrentQueue<Call> calls) : IAsyncDisposable
    {
        public string Url => app.Urls.Single();

        public IReadOnlyList<Call> Calls => [.. calls];

        public static async Task<Gateway> StartAsync(Func<Call, (int Status, string Body)> answer)
        {
            var app = Loopback.Create();
            var calls = new ConcurrentQueue<Call>();
            app.Run(async http =>
            {
                using var reader = new StreamReader(http.Request.Body);
                var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
                var call = new Call(http.Request.Method, http.Request.Path, http.Request.QueryString.Value!, headers, await reader.ReadToEndAsync(http.RequestAborted));
                calls.Enqueue(call);
                var (status, body) = answer(call);
                http.Response.StatusCode = status;
                if (body.Length > 0) await http.Response.WriteAsync(body, http.RequestAborted);
            });
            await app.StartAsync(Ct);
            return new Gateway(app, calls);
        }

        /// <summary>Sends through the very sender that the product composes.</summary>
        public static async Task SendAsync(SmsOptions options, string text = Text, string to = "+48 555 015 332", string? country = null)
        {
            var services = new ServiceCollection();
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton(new FreeholdOptions { DefaultCountry = country });
            new FreeholdServices(services).SendSms(options);
            await using var provider = services.BuildServiceProvider();
            var message = new RenderedMessage(1, new CustomerId(1), MessageChannel.Sms, to, MessageTemplate.PhoneCode, null, text, null, new Dictionary<string, string>());
            await provider.GetRequiredService<IMessageSender>().SendAsync(message, Ct);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
