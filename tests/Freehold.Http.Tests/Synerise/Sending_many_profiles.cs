namespace Freehold.Http.Tests.Synerise;

public sealed class Sending_many_profiles : In_an_office
{
    [Fact]
    public async Task keeps_the_good_rows_and_names_the_broken_ones()
    {
        await Shop.CustomerAsync(email: "anna@example.com");
        var anna = (await Office.ByEmailAsync("anna@example.com")).Json["clientId"]!.GetValue<long>();
        await Office.PostAsync($"/v4/clients/{anna}", """{"customId":"A-1"}""");

        var answer = await Office.PostAsync("/v4/clients/batch", """
            [{"email":"nora@example.com","firstName":"Nora"},
             {"firstName":"Nobody"},
             {"email":"ole@example.com","birthDate":"1800-01-01","city":""},
             "not an object",
             {"email":"nora@example.com","lastName":"Berg"},
             {"customId":"A-1","email":"thief@example.com"},
             {"customId":"O-2"}]
            """);

        Assert.Equal(202, answer.Status);
        Assert.Equal(3, answer.Json["accepted"]!.GetValue<int>());
        Assert.Equal(
            [(1, "email"), (2, "city,birthDate"), (3, "body"), (5, "email")],
            answer.Json["refused"]!.AsArray().Select(row => (row!["index"]!.GetValue<int>(), string.Join(',', row["errors"]!.AsArray().Select(error => error!["field"]!.GetValue<string>())))));
        var nora = (await Office.ByEmailAsync("nora@example.com")).Json;
        Assert.Equal(("Nora", "Berg"), (nora["firstName"]!.GetValue<string>(), nora["lastName"]!.GetValue<string>()));
        Assert.Equal(200, (await Office.GetAsync("/v4/clients/by-customid/O-2")).Status);
        Assert.Equal(404, (await Office.ByEmailAsync("ole@example.com")).Status);
    }

    [Fact]
    public async Task takes_ten_thousand_rows_and_no_more()
    {
        var padding = new string('x', 100);
        var rows = string.Join(',', Enumerable.Range(0, 10_000).Select(row => $$$"""{"email":"customer{{{row}}}@example.com","attributes":{"padding":"{{{padding}}}"}}"""));

        var answer = await Office.PostAsync("/v4/clients/batch", $"[{rows}]");
        var tooMany = await Office.PostAsync("/v4/clients/batch", $$"""[{{rows}},{"email":"one@example.com"}]""");

        Assert.Equal((202, """{"accepted":10000,"refused":[]}"""), (answer.Status, answer.Text));
        Assert.Equal((400, "body"), (tooMany.Status, tooMany.Fields.Single()));
        Assert.Equal(404, (await Office.ByEmailAsync("one@example.com")).Status);
        Assert.Equal(200, (await Office.ByEmailAsync("customer9999@example.com")).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("null")]
    public async Task needs_an_array(string body) =>
        Assert.Equal((400, "body"), await Office.PostAsync("/v4/clients/batch", body) is var refused ? (refused.Status, refused.Fields.Single()) : default);
}
