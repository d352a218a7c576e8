using Freehold.Http.Tests.Synerise;

namespace Freehold.Http.Tests.AccountApi;

public sealed class Reading_the_own_agreements
{
    // T37
    [Fact]
    public async Task tells_when_where_and_how_each_was_given_or_refused()
    {
        await using var server = await TestServer.StartAsync();
        var shop = new Shop(server);
        var anna = await shop.CustomerAsync(""" "agreements":{"email":true,"sms":false} """);
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await anna.UpdateAsync("""{"agreements":{"email":false}}""");

        var answer = (await anna.GetAsync("/account/v1/agreements")).Json;

        Assert.False(answer["agreements"]!["email"]!.GetValue<bool>());
        Assert.Equal(7, answer["agreements"]!.AsObject().Count);
        var history = answer["history"]!.AsArray();
        Assert.Equal(
            [("email", false), ("email", true), ("sms", false)],
            history.Select(record => (record!["purpose"]!.GetValue<string>(), record["granted"]!.GetValue<bool>())).OrderBy(record => record.Item1).ThenBy(record => record.Item2));
        Assert.Equal(("email", "127.0.0.1"), (history[0]!["purpose"]!.GetValue<string>(), history[0]!["clientAddress"]!.GetValue<string>()));
        Assert.Contains("personal-information", history[0]!["source"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(history[0]!["at"]!.GetValue<DateTimeOffset>() - history[1]!["at"]!.GetValue<DateTimeOffset>() == TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task is_for_the_signed_in_customer_only()
    {
        await using var server = await TestServer.StartAsync();
        var shop = new Shop(server);
        var anna = await shop.CustomerAsync(""" "agreements":{"email":true} """);
        var carl = await shop.CustomerAsync();

        Assert.Empty((await carl.GetAsync("/account/v1/agreements")).Json["history"]!.AsArray());
        Assert.Equal(401, (await shop.GetAsync("/account/v1/agreements", null)).Status);
        Assert.Equal(403, (await shop.GetAsync("/account/v1/agreements", await shop.BusinessTokenAsync())).Status);
        await anna.PostAsync("/sauth/my-account/logout", "{}");
        Assert.Equal(401, (await anna.GetAsync("/account/v1/agreements")).Status);
    }
}
