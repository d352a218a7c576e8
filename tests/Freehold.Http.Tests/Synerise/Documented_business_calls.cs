namespace Freehold.Http.Tests.Synerise;

/// <summary>Every call of the business side with its success and its documented errors, one approved transcript each.</summary>
public sealed class Documented_business_calls : In_an_office
{
    [Fact]
    public async Task of_single_profiles()
    {
        await Documented_calls.CompareAsync(
            "business-clients",
            () => Office.PostAsync("/v4/clients", """{"email":"nora@example.com","phone":"+4755501533","customId":"N-1","uuid":"07243772-008a-42e1-ba37-c3807cebde8f","firstName":"Nora","lastName":"Berg","agreements":{"email":true},"attributes":{"size":"M"},"tags":["vip"]}"""),
            () => Office.PostAsync("/v4/clients", """{"firstName":"Nobody"}"""),
            () => Office.PostAsync("/v4/clients", """{"uuid":"07243772-008a-42e1-ba37-c3807cebde8f"}"""),
            () => Office.GetAsync("/v4/clients/by-email/nora%40example.com"),
            () => Office.GetAsync("/v4/clients/by-customid/unknown"),
            () => Office.PostAsync("/v4/clients/by-email/nora%40example.com", """{"lastName":null,"tags":["vip","oslo"],"attributes":{"size":null}}"""),
            () => Office.PostAsync("/v4/clients/by-customid/N-1", """{"city":"","email":"nobody"}"""),
            () => Office.PostAsync("/v4/clients/by-customid/unknown", """{"city":"Oslo"}"""),
            () => Office.GetAsync("/v4/clients/by-custom-id/N-1"),
            () => Office.DeleteAsync("/v4/clients/by-customid/N-1"),
            () => Office.DeleteAsync("/v4/clients/by-customid/N-1"),
            async () => await Shop.GetAsync("/v4/clients/by-email/nora%40example.com", await Shop.AnonymousTokenAsync()),
            () => Shop.GetAsync("/v4/clients/by-email/nora%40example.com", null));
    }

    [Fact]
    public Task of_a_batch() => Documented_calls.CompareAsync(
        "business-batch",
        () => Office.PostAsync("/v4/clients/batch", """[{"email":"nora@example.com"},{"firstName":"Nobody"},{"customId":"O-2","birthDate":"1800-01-01"},{"customId":"O-3"}]"""),
        () => Office.PostAsync("/v4/clients/batch", "{}"));

    [Fact]
    public async Task of_the_lists()
    {
        await Office.PostAsync("/v4/clients/batch", """[{"email":"nora@example.com","firstName":"Nora"},{"email":"ole@example.com","customId":"O-2","city":"Oslo"},{"phone":"+4755501533"}]""");
        await Documented_calls.CompareAsync(
            "business-lists",
            () => Office.GetAsync("/v4/clients?sortBy=email&sortOrder=DESC&pageIndex=1&pageSize=1&filters%5Banonymous%5D=0&filters%5Bemail%5D=n"),
            () => Office.GetAsync("/v4/clients?sortBy=age&pageIndex=0"),
            () => Office.GetAsync("/crm/v1/list?recognized=true&search=city%3Aoslo&sortBy=email%3AASC&limit=25&offset=0"),
            () => Office.GetAsync("/crm/v1/list?recognized=maybe"));
    }

    [Fact]
    public async Task of_events()
    {
        var anna = await Shop.CustomerAsync();
        await Documented_calls.CompareAsync(
            "business-events",
            () => anna.PostAsync("/v4/events/custom", """{"label":"Size chosen","action":"size.chosen","time":"2020-01-01T00:00:00Z","params":{"size":"M"}}"""),
            () => anna.PostAsync("/v4/events/custom", """{"action":"size chosen"}"""),
            () => Office.PostAsync("/v4/events/added-to-cart", """{"label":"Cart","client":{"email":"nora@example.com"},"params":{"sku":"S-1","quantity":1}}"""),
            () => Office.PostAsync("/v4/events/logged-in", """{"label":"Sign-in"}"""),
            () => Office.GetAsync("/v4/events/all?action=size.chosen&action=product.addToCart&limit=10"),
            () => Office.GetAsync("/v4/events/by-client/1"),
            () => Office.GetAsync("/v4/events/all?limit=0"),
            () => Shop.PostAsync("/v4/events/logged-in", null, """{"label":"Sign-in"}"""));
    }

    [Fact]
    public Task of_ending_sessions() => Documented_calls.CompareAsync(
        "business-logout",
        async () => await Office.PostAsync($"/sauth/management/client/{(await SignedInAsync()).Id}/logout", """{"action":"LOGOUT"}"""),
        async () => await Office.PostAsync($"/sauth/management/client/{(await SignedInAsync()).Id}/logout", """{"action":"LOGOUT_WITH_SESSION_CLEARING"}"""),
        () => Office.PostAsync("/sauth/management/client/1/logout", """{"action":"LOGOUT"}"""),
        () => Office.PostAsync("/sauth/management/client/1/logout", """{"action":"LEAVE"}"""),
        () => Shop.PostAsync("/sauth/management/client/1/logout", null, """{"action":"LOGOUT"}"""));

    private async Task<(Customer Customer, long Id)> SignedInAsync()
    {
        var customer = await Shop.CustomerAsync();
        return (customer, await Office.IdAsync(customer.Email));
    }
}
