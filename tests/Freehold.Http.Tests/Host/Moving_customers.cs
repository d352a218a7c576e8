using System.Text.Json.Nodes;
using Freehold.Http.Tests.Synerise;

namespace Freehold.Http.Tests.Host;

public sealed class Moving_customers
{
    private const string Bcrypt = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task in_names_each_refused_line_and_takes_all_others(string storage)
    {
        using var folder = new TemporaryFolder();
        var settings = await SettingsAsync(storage, folder);
        await File.WriteAllTextAsync(
            folder["customers.ndjson"],
            $$"""
            {"email":"anna@example.com","passwordHash":"{{Bcrypt}}","firstName":"Anna"}

            {"email":"nora"}
            {"email":
            {"email":"carl@example.com","city":"Oslo"}
            {"email":"otto@example.com","tags":["\ud800"]}
            {"email":"olga@example.com","attributes":{"shoes":{"\ud800":1} } }
            """,
            Ct);

        var first = await RunAsync(["import", folder["customers.ndjson"], .. settings]);
        var again = await RunAsync(["import", folder["customers.ndjson"], .. settings]);

        Assert.Equal((1, "2 imported, 0 already there, 4 refused.\n"), (first.Code, first.Output));
        Assert.Equal("line 3: email: The value is not of the expected form.\nline 4: The line is not JSON.\nline 6: The line is not JSON.\nline 7: The line is not JSON.\n", first.Error);
        Assert.Equal((1, "0 imported, 2 already there, 4 refused.\n"), (again.Code, again.Output));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task out_is_one_document_also_while_the_server_runs(string storage)
    {
        using var folder = new TemporaryFolder();
        var settings = await SettingsAsync(storage, folder);
        await File.WriteAllTextAsync(folder["customers.ndjson"], $$$"""{"email":"anna@example.com","passwordHash":"{{{Bcrypt}}}","agreements":{"email":true}}""" + "\n", Ct);
        Assert.Equal(0, (await RunAsync(["import", folder["customers.ndjson"], .. settings])).Code);
        await using var server = await FreeholdProcess.StartAsync(
            folder["data"], Ct, settings.Chunk(2).Where(pair => pair[0].Contains(':', StringComparison.Ordinal)).ToDictionary(pair => pair[0][2..], pair => pair[1]));
        using var answer = await server.Client.PostAsync(
            "/sauth/v3/auth/login/client", new StringContent($$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"anna@example.com","password":"U*U"}""", null, "application/json"), Ct);
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["token"]!.GetValue<string>();
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var id = JsonNode.Parse(await server.Client.GetStringAsync("/v4/my-account/personal-information", Ct))!["clientId"]!.ToString();

        var exported = await RunAsync(["export", "--account", id, .. settings]);
        var nobody = await RunAsync(["export", "--account", "7", .. settings]);

        Assert.Equal((0, ""), (exported.Code, exported.Error));
        var document = JsonNode.Parse(exported.Output)!;
        Assert.Equal(("freehold-account/1", "anna@example.com", "import"), (document["format"]!.GetValue<string>(), document["email"]!.GetValue<string>(), document["agreementRecords"]![0]!["source"]!.GetValue<string>()));
        Assert.DoesNotContain("$argon2", exported.Output, StringComparison.Ordinal);
        Assert.Equal((1, "", "freehold: there is no account 7.\n"), nobody);
    }

    [Theory]
    [InlineData("FILE", "import", "/no/such/file.ndjson")]
    [InlineData("'import'", "import")]
    [InlineData("--account", "export")]
    [InlineData("--account", "export", "--account", "anna")]
    [InlineData("no database", "export", "--account", "7")]
    public async Task ends_a_mistake_with_one_line_and_code_2(string named, params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = await RunAsync([.. arguments, "--data", folder.Path]);

        Assert.Equal(2, code);
        Assert.Contains(named, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static async Task<string[]> SettingsAsync(string storage, TemporaryFolder folder)
    {
        if (storage == "sqlite") return ["--data", folder["data"]];
        var connection = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        return ["--data", folder["data"], "--Freehold:Storage", "postgres", "--ConnectionStrings:Freehold", connection];
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => FreeholdProcess.RunAsync(Ct, arguments);
}
