using System.Text.RegularExpressions;
using Freehold.Http.Tests.Synerise;
using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Http.Tests.Messages;

/// <summary>T73 with a real SMS gateway.</summary>
public sealed partial class Sending_codes_through_Kannel
{
    private const string Phone = "+48555019999";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Zoo & Söhne", false)]
    [InlineData("Żółw", true)]
    public async Task lets_the_customer_confirm_the_phone(string shopName, bool unicode)
    {
        await using var kannel = await KannelGateway.StartAsync(FreePort.Next(), Ct);
        await using var server = await TestServer.StartAsync(settings: Settings(kannel.Port, shop: shopName));
        var anna = await new Shop(server).CustomerAsync();

        Assert.Equal(200, (await anna.RequestPhoneAsync("+48 555 019 999")).Status);
        var sms = Assert.Single(await kannel.UntilAsync(1, Ct));

        Assert.Equal(("Corner", Phone, unicode), (sms.From, sms.To, sms.Unicode));
        Assert.StartsWith(shopName + ": ", sms.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await anna.ConfirmPhoneAsync("+48 555 019 999", SixDigits().Match(sms.Text).Value)).Status);
    }

    [Fact]
    public async Task happens_once_the_gateway_is_back()
    {
        var port = FreePort.Next();
        await using var server = await TestServer.StartAsync(settings: Settings(port));
        var anna = await new Shop(server).CustomerAsync();
        await using (await KannelGateway.StartAsync(port, Ct))
        {
        }

        Assert.Equal(200, (await anna.RequestPhoneAsync(Phone)).Status);
        Assert.True(await TriedAsync(server));
        await using var kannel = await KannelGateway.StartAsync(port, Ct);
        server.Clock.Advance(TimeSpan.FromSeconds(6));

        var sms = Assert.Single(await kannel.UntilAsync(1, Ct));
        Assert.Equal(200, (await anna.ConfirmPhoneAsync(Phone, SixDigits().Match(sms.Text).Value)).Status);
    }

    [Fact]
    public async Task is_tried_again_with_a_wrong_password_and_then_parked_without_naming_anybody()
    {
        using var log = new CapturedLog();
        await using var kannel = await KannelGateway.StartAsync(FreePort.Next(), Ct);
        await using var server = await TestServer.StartAsync(settings: Settings(kannel.Port, password: "not the password"), adjust: builder => builder.Logging.AddProvider(log));
        var anna = await new Shop(server).CustomerAsync();

        Assert.Equal(200, (await anna.RequestPhoneAsync(Phone)).Status);
        Assert.True(await TriedAsync(server));
        Assert.Equal((1, 0), (await CountAsync(server, parked: false), await CountAsync(server, parked: true)));
        server.Clock.Advance(TimeSpan.FromSeconds(6));
        for (var i = 0; i < 1000 && await CountAsync(server, parked: true) == 0; i++) await Task.Delay(10, Ct);

        Assert.Equal((0, 1), (await CountAsync(server, parked: false), await CountAsync(server, parked: true)));
        Assert.Empty(kannel.Arrived);
        Assert.Contains("(phone-code, Sms) is parked after 2 attempts", log.Text, StringComparison.Ordinal);
        Assert.Contains("The SMS gateway answered 403.", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("555019999", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not the password", Uri.UnescapeDataString(log.Text), StringComparison.Ordinal);
    }

    // Kannel blames the message for what is missing in the settings.
    [Fact]
    public async Task is_tried_again_while_no_sender_is_named()
    {
        await using var kannel = await KannelGateway.StartAsync(FreePort.Next(), Ct);
        await using var server = await TestServer.StartAsync(settings: Settings(kannel.Port, from: null));
        var anna = await new Shop(server).CustomerAsync();

        await anna.RequestPhoneAsync(Phone);

        Assert.True(await TriedAsync(server));
        Assert.Equal((1, 0), (await CountAsync(server, parked: false), await CountAsync(server, parked: true)));
    }

    private static Dictionary<string, string?> Settings(int port, string password = KannelGateway.Password, string shop = "Shop", string? from = "Corner") => new()
    {
        ["Freehold:Messages:Shop"] = shop,
        ["Freehold:Messages:MostTries"] = "2",
        ["Freehold:Sms:Sender"] = "kannel",
        ["Freehold:Sms:Url"] = KannelGateway.Url(port),
        ["Freehold:Sms:User"] = KannelGateway.User,
        ["Freehold:Sms:Password"] = password,
        ["Freehold:Sms:From"] = from,
    };

    private static Task<bool> TriedAsync(TestServer server) => server.Services.GetRequiredService<OutboxProgress>().UntilTriedAsync(TimeSpan.FromSeconds(20), Ct);

    private static Task<long> CountAsync(TestServer server, bool parked) =>
        server.Services.GetRequiredService<Database>().ReadAsync(
            session => session.FirstAsync($"SELECT COUNT(*) FROM outbox WHERE channel = 'sms' AND parked = {parked}", row => row.Long(0), Ct), Ct);

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();
}
