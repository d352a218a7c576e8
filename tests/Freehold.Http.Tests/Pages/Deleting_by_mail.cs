using System.Net;

namespace Freehold.Http.Tests.Pages;

public sealed class Deleting_by_mail
{
    [Fact]
    public async Task asks_before_it_deletes()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        await house.Get<Deletions>().DeleteAsync(await house.CallerAsync("anna@example.com"), new DeletionProof.None(), Household.Ct);
        var link = await house.LinkAsync("anna@example.com", "Confirm the deletion of your account");

        await house.Server.Client.GetAsync(link, Household.Ct);
        Assert.True(await house.CanSignInAsync("anna@example.com", Household.Password));
        var answer = await Household.PostAsync(house.Server.Client, link);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(await house.CanSignInAsync("anna@example.com", Household.Password));
    }

    [Fact]
    public async Task leaves_another_account_signed_in()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        await house.RegisterAsync("jan@example.com");
        var anna = await house.BrowserAsync("anna@example.com");
        var jan = await house.BrowserAsync("jan@example.com");
        await house.Get<Deletions>().DeleteAsync(await house.CallerAsync("anna@example.com"), new DeletionProof.None(), Household.Ct);
        var link = await house.LinkAsync("anna@example.com", "Confirm the deletion of your account");

        var answer = await Household.PostAsync(jan, link);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await jan.GetAsync("/account/v1/session", Household.Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anna.GetAsync("/account/v1/session", Household.Ct)).StatusCode);
    }

    [Fact]
    public async Task can_be_taken_back_on_the_page()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        await house.Get<Deletions>().DeleteAsync(await house.CallerAsync("anna@example.com"), new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Household.Ct);

        var answer = await Household.PostAsync(house.Server.Client, await house.LinkAsync("anna@example.com", "Your account was deleted"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(await house.CanSignInAsync("anna@example.com", Household.Password));
    }
}
