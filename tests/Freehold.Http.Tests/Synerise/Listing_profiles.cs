namespace Freehold.Http.Tests.Synerise;

public sealed class Listing_profiles : In_an_office
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Office.PostAsync("/v4/clients/batch", """
            [{"email":"berta@example.com","firstName":"Berta","lastName":"Alm","city":"Oslo","phone":"+47 555 01 001"},
             {"email":"anna@example.com","firstName":"anna","lastName":"Berg","city":"Bergen","phone":"+47 555 01 002"},
             {"email":"anders@example.org","firstName":"Anders","lastName":"Berg","city":"Århus","phone":"+45 555 01 003"},
             {"uuid":"07243772-008a-42e1-ba37-c3807cebde8f"}]
            """);
    }

    [Theory]
    [InlineData("?sortBy=email&filters[anonymous]=0", "anders anna berta")]
    [InlineData("?sortBy=email&sortOrder=DESC&filters[anonymous]=0", "berta anna anders")]
    [InlineData("?sortBy=firstName&filters%5Banonymous%5D=0", "anders anna berta")]
    [InlineData("?sortBy=firstName&filters[anonymous]=0&filters[lastName]=BERG&sortOrder=desc", "anna anders")]
    [InlineData("?sortBy=city&filters[anonymous]=0", "anna berta anders")]
    [InlineData("?sortBy=phone&filters[anonymous]=0", "anders berta anna")]
    [InlineData("?sortBy=email&pageSize=2&pageIndex=2&filters[anonymous]=0", "berta")]
    [InlineData("?sortBy=email&pageSize=2&pageIndex=3", "")]
    [InlineData("?sortBy=email&filters[email]=an", "anders anna")]
    [InlineData("?sortBy=city&filters[email]=an", "anna anders")]
    [InlineData("?filters[email]=anna@example.com", "anna")]
    [InlineData("?filters[phone]=%2B47%20555&sortBy=email", "anna berta")]
    [InlineData("?filters[firstName]=an&filters[lastName]=be&filters[phone]=45", "anders")]
    [InlineData("?filters[firstName]=nobody", "")]
    [InlineData("?filters[phone]=nobody", "")]
    [InlineData("?filters[phone]=45nobody", "")]
    [InlineData("?filters[phone]=0045%20555&sortBy=email", "anders")]
    [InlineData("?filters[phone]=%2B45%20(0)555&sortBy=email", "anders")]
    [InlineData("?filters[phone]=45555", "anders")]
    public async Task sorts_searches_and_pages(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await Office.EmailsAsync(query)).Select(email => email!.Split('@')[0])));

    [Fact]
    public async Task tells_profiles_that_nothing_names_from_the_others()
    {
        Assert.Null(Assert.Single(await Office.EmailsAsync("?filters[anonymous]=1")));
        Assert.Equal(4, (await Office.EmailsAsync("")).Length);
        Assert.True((await Office.GetAsync("/v4/clients?filters[anonymous]=1")).Json[0]!["anonymous"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("pageIndex=0", "pageIndex")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=1001", "pageSize")]
    [InlineData("sortBy=password", "sortBy")]
    [InlineData("sortOrder=up", "sortOrder")]
    [InlineData("filters[anonymous]=maybe", "filters[anonymous]")]
    public async Task names_a_bad_parameter(string query, string field) =>
        Assert.Equal((400, field), await Office.GetAsync("/v4/clients?" + query) is var refused ? (refused.Status, refused.Fields.Single()) : default);

    [Theory]
    [InlineData("?sortBy=email:ASC&recognized=true", "anders anna berta", 3)]
    [InlineData("?sortBy=email:DESC&recognized=RECOGNIZED&limit=1&offset=1", "anna", 3)]
    [InlineData("?search=berg&sortBy=email:ASC", "anders anna", 2)]
    [InlineData("?search=AN&sortBy=email", "anders anna", 2)]
    [InlineData("?search=an&sortBy=email&limit=1&offset=1", "anna", 2)]
    [InlineData("?search=%2B47%20555%2001%20001", "berta", 1)]
    [InlineData("?search=0047%20555%2001%20001", "berta", 1)]
    [InlineData("?search=phone:nobody", "", 0)]
    [InlineData("?search=lastName:berg&sortBy=firstname:DESC", "anna anders", 2)]
    [InlineData("?search=email:berta@example.com", "berta", 1)]
    [InlineData("?search=custom_identify:X", "", 0)]
    [InlineData("?search=zz", "", 0)]
    [InlineData("?search=zz&offset=5", "", 0)]
    [InlineData("?search=an&offset=5", "", 2)]
    public async Task counts_in_the_newer_list(string query, string expected, int matching)
    {
        var answer = (await Office.GetAsync("/crm/v1/list" + query)).Json;

        Assert.Equal(["customers", "all", "limit", "offset", "matching"], answer.AsObject().Select(member => member.Key));
        Assert.Equal(expected, string.Join(' ', answer["customers"]!.AsArray().Select(item => item!["email"]!.GetValue<string>().Split('@')[0])));
        Assert.Equal((4, matching), (answer["all"]!.GetValue<int>(), answer["matching"]!.GetValue<int>()));
    }

    // PostgreSQL cannot even look for a text with NUL.
    [Theory]
    [InlineData("search=a%00b", "search")]
    [InlineData("search=customId:%00", "search")]
    [InlineData("recognized=maybe", "recognized")]
    [InlineData("sortBy=email:up", "sortBy")]
    [InlineData("limit=1001", "limit")]
    [InlineData("offset=-1", "offset")]
    public async Task names_a_bad_parameter_of_the_newer_list(string query, string field) =>
        Assert.Equal((400, field), await Office.GetAsync("/crm/v1/list?" + query) is var refused ? (refused.Status, refused.Fields.Single()) : default);

    [Theory]
    [InlineData("/v4/clients?filters[email]=jörg@MÜLLER.example")]
    [InlineData("/v4/clients?filters[email]=jörg@xn--mller-kva.example")]
    [InlineData("/v4/clients?filters[email]=jo%CC%88rg@")]
    [InlineData("/crm/v1/list?search=jörg@müller.example")]
    public async Task finds_an_address_with_an_international_domain(string path)
    {
        await Office.PostAsync("/v4/clients", """{"email":"jörg@müller.example"}""");

        Assert.Contains("jörg@müller.example", (await Office.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task follows_every_change()
    {
        await Office.PostAsync("/v4/clients/by-email/anna%40example.com", """{"email":"zoe@example.com","firstName":"Zoe"}""");

        Assert.Equal("zoe@example.com", Assert.Single(await Office.EmailsAsync("?filters[firstName]=zo")));
        Assert.Empty(await Office.EmailsAsync("?filters[email]=anna"));
        Assert.Equal(404, (await Office.ByEmailAsync("anna@example.com")).Status);
    }

    [Fact]
    public async Task leaves_out_who_has_left()
    {
        var carl = await Shop.CustomerAsync(email: "carl@example.com");
        Assert.Contains("carl@example.com", await Office.EmailsAsync(""));

        await carl.PostAsync("/sauth/my-account/delete", $$"""{"password":"{{Shop.Password}}"}""");

        Assert.DoesNotContain("carl@example.com", await Office.EmailsAsync(""));
        Assert.Equal(0, (await Office.GetAsync("/crm/v1/list?search=carl")).Json["matching"]!.GetValue<int>());
    }
}
