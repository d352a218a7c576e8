using System.Net.Http.Json;

namespace Freehold.Http.Tests.Host;

/// <summary>Allocations are counted for the whole process: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class Answering_within_a_budget
{
    private const int MostWindows = 20;
    private const int Times = 500;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite", 1664)]
    [InlineData("postgres", 1664)]
    public async Task reads_own_data_again_with_few_bytes_of_garbage(string storage, int most)
    {
        await using var app = await TestServer.StartAsync(storage);
        var anna = await new Synerise.Shop(app).CustomerAsync();
        using var client = new RawClient(app.Url, "GET", "/v4/my-account/personal-information", $"Authorization: Bearer {anna.Token}");

        Assert.InRange(BytesEach(client, most), 1, most);
    }

    [Theory]
    [InlineData("sqlite", 5632)]
    [InlineData("postgres", 10_240)]
    public async Task changes_own_data_with_few_bytes_of_garbage(string storage, int most)
    {
        await using var app = await TestServer.StartAsync(storage);
        var anna = await new Synerise.Shop(app).CustomerAsync();
        using var client = new RawClient(
            app.Url, "POST", "/v4/my-account/personal-information", $"Authorization: Bearer {anna.Token}", $$"""{"avatarUrl":"https://www.gravatar.com/avatar/{{RawClient.Running}}"}""");

        Assert.InRange(BytesEach(client, most), 1, most);
    }

    [Theory]
    [InlineData("sqlite", 2560)]
    [InlineData("postgres", 2560)]
    public async Task reads_a_customer_by_cookie_with_few_bytes_of_garbage(string storage, int most)
    {
        await using var app = await TestServer.StartAsync(storage);
        var anna = await new Synerise.Shop(app).CustomerAsync();
        using var begun = await app.Client.PostAsJsonAsync("/account/v1/session", new { email = anna.Email, password = Synerise.Shop.Password }, Ct);
        var cookie = begun.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("freehold=", StringComparison.Ordinal)).Split(';')[0];
        using var client = new RawClient(app.Url, "GET", "/jsonapi/customer", $"Cookie: {cookie}");

        Assert.InRange(BytesEach(client, most), 1, most);
    }

    /// <summary>The least of several windows: code is compiled in the background for its first thousands of calls, and no window is wanted once one keeps the budget.</summary>
    private static long BytesEach(RawClient client, int most)
    {
        Assert.SkipWhen(Repository.Configuration == "Debug", "Debug builds allocate every asynchronous step.");
        client.Send(2 * Times);
        var least = long.MaxValue;
        for (var window = 0; window < MostWindows && least > most; window++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            client.Send(Times);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / Times);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{least} bytes each");
        return least;
    }
}
