using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Aimeos;

public sealed class Asking_strangely
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/jsonapi")]
    [InlineData("/jsonapi/customer?include=customer/address")]
    [InlineData("/jsonapi/customer?related=address")]
    [InlineData("/jsonapi/order")]
    [InlineData("/jsonapi/nothing")]
    public async Task for_the_head_gets_what_get_would_but_no_body(string target)
    {
        await using var app = await TestServer.StartAsync();
        using var get = await app.Client.GetAsync(target, Ct);
        using var request = new HttpRequestMessage(HttpMethod.Head, target);

        using var head = await app.Client.SendAsync(request, Ct);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Content.Headers.Allow, head.Content.Headers.Allow);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
    }

    [Theory]
    [InlineData("PUT", "/jsonapi/customer")]
    [InlineData("TRACE", "/jsonapi/customer?related=address")]
    [InlineData("PURGE", "/jsonapi/customer")]
    [InlineData("POST", "/jsonapi")]
    [InlineData("DELETE", "/jsonapi")]
    [InlineData("POST", "/jsonapi/order")]
    public async Task with_a_method_that_is_not_offered_is_forbidden(string method, string target)
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);

        var refused = await shop.SendAsync(new HttpMethod(method), target);

        Assert.Equal((403, "method_not_allowed", "Not allowed for this resource"), (refused.Status, refused.Code, refused.Title));
        Assert.Null(refused.Json!["meta"]);
    }

    /// <summary>No query makes a fault, and no misspelt one leads to the customer itself.</summary>
    [Fact]
    public async Task with_any_query_gets_an_answer_of_ours_and_deletes_nothing()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        string[] strange =
        [
            "related", "related=", "related[]=address", "related[x]=address", "related=address/", "related=%00", "related=customer", "related=..%2Fcustomer", "related=address&related=",
            "relatedid", "relatedid[]=1", "related=address&relatedid=", "related=address&relatedid=-1", "related=address&relatedid=99999999999999999999999", "related=address&relatedid=%F0%9F%98%80",
            "id[]=1", "id=", "include[]=product", "include=,,,", "include=%ff%fe", "include=%", "include=%u0041", "include=" + string.Join(',', Enumerable.Repeat("a", 2000)),
            "fields[]=a", "fields[customer]=%00", "fields[customer][]=a", "fields[customer", "fields]customer[=a", "fields=", "[]=1", "=", "&&&", "===", "%", "%5B%5D", "%00=%00",
            "page[limit]=-1", "page[offset]=x", "sort[]=a", "filter[==][customer.id]=1%27%20OR%201=1--", "locale=%00", "locale[]=de", "prefix[related]=address", "pretty[]=1", "_token[]=x", "resource=nothing",
            new string('[', 3000) + "=1", "a" + string.Concat(Enumerable.Repeat("[b]", 1000)) + "=1",
        ];

        foreach (var query in strange)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Options, HttpMethod.Head })
            {
                var answer = await anna.SendAsync(method, "/jsonapi/customer?" + query);
                Assert.True(answer.Status is 200 or 400 or 404, $"{method} {query} answers {answer.Status}");
            }

            if (!query.StartsWith("related", StringComparison.Ordinal) || query.StartsWith("relatedid", StringComparison.Ordinal)) continue;
            var written = await anna.SendAsync(HttpMethod.Delete, "/jsonapi/customer?" + query, """{"data":[]}""");
            Assert.True(written.Status is 200 or 404, $"DELETE {query} answers {written.Status}");
            Assert.Equal("anna@example.com", (string)(await anna.GetAsync()).Attribute("customer.email")!);
        }
    }

    [Fact]
    public async Task for_the_resource_in_the_query_is_linked_by_its_path()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var answer = await anna.GetAsync("/jsonapi?resource=customer&related=address");

        Assert.Equal($"{app.Url}jsonapi/customer?related=address", (string)answer.Json!["links"]!["self"]!);
        Assert.Empty(answer.Json["data"]!.AsArray());
    }

    /// <summary>As for every answer of the customer, a refused one too.</summary>
    [Fact]
    public async Task without_the_token_still_tells_the_methods()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var refused = await anna.SendAsync(HttpMethod.Patch, "/jsonapi/customer", new JsonObject().ToJsonString(), token: false);

        Assert.Equal((403, "csrf"), (refused.Status, refused.Code));
        Assert.Equal(["DELETE", "GET", "OPTIONS", "PATCH", "POST"], refused.Response.Content.Headers.Allow.SelectMany(line => line.Split(',')).Order());
    }
}
