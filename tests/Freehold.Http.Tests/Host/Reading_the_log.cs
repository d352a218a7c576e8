using Freehold.Http.Tests.Synerise;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Http.Tests.Host;

/// <summary>T60, T77: what the log must not know.</summary>
public sealed class Reading_the_log
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("Trace")]
    public async Task shows_nothing_personal_and_no_secret(string? level)
    {
        using var log = new CapturedLog();
        await using var app = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = level }, adjust: builder => builder.Logging.AddProvider(log));
        var shop = new Shop(app);
        var canary = await shop.CustomerAsync("\"firstName\":\"Canarina\",\"phone\":\"+48555017788\"", "canary@example.com");
        await canary.ReadAsync();
        await canary.UpdateAsync("""{"city":"Canaryville","birthDate":"not a date"}""");
        await shop.SignInAsync("canary@example.com", "a wrong password");
        await shop.GetAsync("/link/canary-link-token", null);
        await shop.GetAsync("/jsonapi/customer?filter=canary@example.com", canary.Token);
        await canary.PostAsync("/sauth/my-account/delete", $$"""{"password":"{{Shop.Password}}"}""");

        string[] secrets = ["canary", "Canarina", "555017788", Shop.Password, "a wrong password", canary.Token, canary.Token.Split('.')[2]];
        Assert.DoesNotContain(log.Lines, line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Freehold").LogInformation("The log is captured.");
        Assert.Contains(log.Lines, line => line.Contains("The log is captured.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task tells_of_a_fault_once_and_its_caller_nothing()
    {
        using var log = new CapturedLog();
        await using var app = await TestServer.StartAsync(adjust: builder => builder.Logging.AddProvider(log));
        var anna = await new Shop(app).CustomerAsync();
        await app.Services.GetRequiredService<Freehold.Storage.Database>().WriteAsync(session => session.ExecuteAsync($"ALTER TABLE session RENAME TO lost", Ct), Ct);

        var answer = await anna.ReadAsync();

        Assert.Equal(500, answer.Status);
        Assert.Equal(500, answer.Json["status"]!.GetValue<int>());
        Assert.DoesNotContain("session", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Single(log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
