namespace Freehold.Http.Tests.Synerise;

public sealed class Own_events : In_a_shop
{
    [Fact]
    public async Task are_listed_newest_first_with_their_customer()
    {
        var anna = await Shop.CustomerAsync();
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await anna.UpdateAsync("""{"city":"Gdynia"}""");
        await anna.UpdateAsync("""{"city":"Gdynia"}""");

        var events = (await anna.GetAsync("/v4/events")).Json.AsArray();

        Assert.Equal(
            ["client.add", "client.identify", "client.login", "client.register", "client.updateData", "profile.updated"],
            events.Select(happened => happened!["action"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(events, happened => Assert.Equal(["uuid", "time", "action", "label", "client", "params"], happened!.AsObject().Select(member => member.Key)));
        Assert.All(events, happened => Assert.Equal(anna.Email, happened!["client"]!["email"]!.GetValue<string>()));
        Assert.All(events, happened => Assert.Equal("{}", happened!["params"]!.ToJsonString()));
        Assert.Equal(events.Count, events.Select(happened => happened!["uuid"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(events.Select(happened => happened!["time"]!.GetValue<string>()).OrderDescending(), events.Select(happened => happened!["time"]!.GetValue<string>()));
    }

    [Fact]
    public async Task begin_with_the_account_itself()
    {
        var anna = await Shop.CustomerAsync();

        var events = (await anna.GetAsync("/v4/events?action=client.add&action=client.identify&action=client.register")).Json.AsArray();

        Assert.Equal(["client.register", "client.identify", "client.add"], events.Select(happened => happened!["action"]!.GetValue<string>()));
    }

    [Fact]
    public async Task can_be_chosen_by_time_action_and_number()
    {
        var anna = await Shop.CustomerAsync();
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        var later = Server.Clock.UtcNow;
        await anna.UpdateAsync("""{"city":"Gdynia"}""");

        Assert.Equal(2, await CountAsync($"?time%5Bfrom%5D={Uri.EscapeDataString(later.ToString("O"))}"));
        Assert.Equal(2, await CountAsync($"?time[from]={later:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(4, await CountAsync($"?time%5Bto%5D={later.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(1, await CountAsync("?action=client.login"));
        Assert.Equal(2, await CountAsync("?action=client.login&action=client.register"));
        Assert.Equal(3, await CountAsync("?limit=3"));
        Assert.Equal(0, await CountAsync("?action=nothing"));
        Assert.Equal(1, await CountAsync("?action=client.login" + string.Concat(Enumerable.Range(2, 19).Select(n => $"&action=nothing{n}"))));

        async Task<int> CountAsync(string query) => (await anna.GetAsync("/v4/events" + query)).Json.AsArray().Count;
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1969-12-31T23:59:59.999Z")]
    public async Task are_all_there_however_far_a_devices_clock_is_behind(string time)
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(202, (await anna.PostAsync("/v4/events/custom", $$"""{"label":"x","action":"step","time":"{{time}}"}""")).Status);

        Assert.Single((await anna.GetAsync("/v4/events?action=step")).Json.AsArray());
        Assert.Contains("step", (await anna.GetAsync("/v4/events")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("action=1&action=2&action=3&action=4&action=5&action=6&action=7&action=8&action=9&action=10&action=11&action=12&action=13&action=14&action=15&action=16&action=17&action=18&action=19&action=20&action=21", "action")]
    [InlineData("time%5Bfrom%5D=yesterday", "time[from]")]
    public async Task names_a_bad_parameter(string query, string field)
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal([field], (await anna.GetAsync("/v4/events?" + query)).Fields);
    }

    [Fact]
    public async Task are_nobody_elses()
    {
        await Shop.CustomerAsync();
        var carl = await Shop.CustomerAsync();

        Assert.DoesNotContain("anna1@example.com", (await carl.GetAsync("/v4/events")).Text, StringComparison.Ordinal);
        Assert.Equal(403, (await Shop.GetAsync("/v4/events", await Shop.AnonymousTokenAsync())).Status);
        Assert.Equal(401, (await Shop.GetAsync("/v4/events", null)).Status);
    }
}
