using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Changes;

public sealed class Asking_for_codes
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_ten_codes_in_an_hour_and_twenty_in_a_day_for_one_account_whatever_the_number(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var start = scene.Clock.GetUtcNow();
        var sent = new List<double>();

        while (sent.Count < 21)
        {
            var number = Phone.Parse($"+485550199{sent.Count:D2}", "phone", null).Value;
            var failure = (await scene.Get<PhoneChanges>().RequestAsync(anna, number, Ct)).Failure;
            if (failure is null) sent.Add((scene.Clock.GetUtcNow() - start).TotalMinutes);
            else scene.Clock.Advance(failure.RetryAfter!.Value);
        }

        Assert.Equal([.. Enumerable.Repeat(0.0, 10), .. Enumerable.Repeat(60.0, 10), 24 * 60], sent);
    }
}
