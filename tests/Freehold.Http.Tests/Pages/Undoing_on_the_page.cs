using System.Net;

namespace Freehold.Http.Tests.Pages;

public sealed class Undoing_on_the_page
{
    [Fact]
    public async Task restores_the_address_and_leads_to_a_new_password()
    {
        await using var house = await Household.StartAsync();
        await house.RegisterAsync("anna@example.com");
        await Household.PostAsync(house.Server.Client, await house.LinkAsync("anna@example.com"), ("current", Household.Password));
        await house.ChangeEmailAsync("anna@example.com", "thief@example.com");

        var undone = await Household.PostAsync(house.Server.Client, await house.LinkAsync("anna@example.com"));
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.False(await house.CanSignInAsync("anna@example.com", Household.Password));

        var reset = await house.LinkAsync("anna@example.com");
        Assert.DoesNotContain("discarded", await house.Server.Client.GetStringAsync(reset, Household.Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Household.PostAsync(house.Server.Client, reset, ("password", "my new words"))).StatusCode);
        Assert.True(await house.CanSignInAsync("anna@example.com", "my new words"));
        Assert.False(await house.CanSignInAsync("thief@example.com", "my new words"));
    }
}
