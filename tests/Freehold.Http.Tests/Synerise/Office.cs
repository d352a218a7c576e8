namespace Freehold.Http.Tests.Synerise;

/// <summary>The business side of a shop.</summary>
internal sealed record Office(Shop Shop, string Token)
{
    public static async Task<Office> OpenAsync(TestServer server)
    {
        var shop = new Shop(server);
        return new Office(shop, await shop.BusinessTokenAsync());
    }

    public Task<Answer> GetAsync(string path) => Shop.GetAsync(path, Token);

    public Task<Answer> PostAsync(string path, string body) => Shop.PostAsync(path, Token, body);

    public Task<Answer> DeleteAsync(string path) => Shop.SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), Token);

    public async Task<Answer> ByEmailAsync(string email) => await GetAsync("/v4/clients/by-email/" + Uri.EscapeDataString(email));

    /// <summary>The number of a profile that there is.</summary>
    public async Task<long> IdAsync(string email)
    {
        var found = await ByEmailAsync(email);
        Assert.Equal(200, found.Status);
        return found.Json["clientId"]!.GetValue<long>();
    }

    /// <summary>The e-mails of a page of the list.</summary>
    public async Task<string?[]> EmailsAsync(string query)
    {
        var page = await GetAsync("/v4/clients" + query);
        Assert.Equal(200, page.Status);
        return [.. page.Json.AsArray().Select(profile => profile!["email"]?.GetValue<string>())];
    }
}
