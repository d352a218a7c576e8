using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Messages;

/// <summary>T73.</summary>
public sealed class Working_without_the_mail_server
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task answers_customers_and_sends_when_the_server_is_back()
    {
        var port = FreePort.Next();
        await using var server = await TestServer.StartAsync(settings: Settings(port));

        var answer = await RegisterAsync(server);
        await server.Services.GetRequiredService<OutboxProgress>().UntilTriedAsync(TimeSpan.FromMinutes(2), Ct);
        await using var mail = await SmtpServer.StartAsync(SmtpMode.Clear, Ct, port);
        server.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        var arrived = Assert.Single(await mail.UntilAsync(1, Ct));
        Assert.Equal("anna@example.com", arrived.To);
        Assert.Contains($"{server.Url.OriginalString}/link/", arrived.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task forgets_what_has_expired_meanwhile()
    {
        var port = FreePort.Next();
        await using var server = await TestServer.StartAsync(settings: Settings(port));

        await RegisterAsync(server);
        await server.Services.GetRequiredService<OutboxProgress>().UntilTriedAsync(TimeSpan.FromMinutes(2), Ct);
        server.Clock.Advance(TimeSpan.FromHours(24));
        for (var i = 0; i < 12_000 && await WaitingAsync(server) > 0; i++) await Task.Delay(10, Ct);
        await using var mail = await SmtpServer.StartAsync(SmtpMode.Clear, Ct, port);

        Assert.Equal(0, await WaitingAsync(server));
        Assert.Empty(mail.Arrived);
    }

    private static Dictionary<string, string?> Settings(int port) => new()
    {
        ["Freehold:Mail:Host"] = "127.0.0.1",
        ["Freehold:Mail:Port"] = $"{port}",
        ["Freehold:Mail:Security"] = "None",
        ["Freehold:Mail:From"] = "Shop <shop@example.com>",
    };

    private static async Task<HttpResponseMessage> RegisterAsync(TestServer server)
    {
        var anonymous = await server.Client.PostAsJsonAsync("/sauth/v3/auth/login/client/anonymous", new { apiKey = "01234abc-1234-5678-9abc-def012345678", uuid = "4c3c5f3c-6f0e-4c39-9f54-0a8c9e3a3a11" }, Ct);
        var token = (await anonymous.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("token").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sauth/clients/registered")
        {
            Content = JsonContent.Create(new { email = "anna@example.com", password = "a long enough passphrase" }),
        };
        request.Headers.Authorization = new("Bearer", token);
        return await server.Client.SendAsync(request, Ct);
    }

    private static Task<long> WaitingAsync(TestServer server) =>
        server.Services.GetRequiredService<Database>().ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM outbox", row => row.Long(0), Ct), Ct);
}
