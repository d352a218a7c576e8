using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Freehold.Http.Tests.Synerise;
using Freehold.Sqlite;

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
            {"email":"olaf@example.com","code":"olaf"}
            """,
            Ct);

        var first = await RunAsync(["import", folder["customers.ndjson"], .. settings]);
        var again = await RunAsync(["import", folder["customers.ndjson"], .. settings]);

        Assert.Equal((1, "2 imported, 0 already there, 5 refused.\n"), (first.Code, first.Output));
        Assert.Equal("line 3: email: The value is not of the expected form.\nline 4: The line is not JSON in UTF-8.\nline 6: The line is not JSON in UTF-8.\nline 7: The line is not JSON in UTF-8.\nline 8: code: Only an account has a login code.\n", first.Error);
        Assert.Equal((1, "0 imported, 2 already there, 5 refused.\n"), (again.Code, again.Output));
    }

    [Fact]
    public async Task in_passes_over_a_line_that_is_too_long()
    {
        using var folder = new TemporaryFolder();
        var lines = Enumerable.Range(1, 300).Select(Line).Append($$"""{"email":"long@example.com","firstName":"{{new string('a', 3 * 1024 * 1024)}}"}""").Append(Line(302));
        await File.WriteAllLinesAsync(folder["customers.ndjson"], lines, Ct);

        var done = await RunAsync("import", folder["customers.ndjson"], "--data", folder["data"]);

        Assert.Equal((1, "301 imported, 0 already there, 1 refused.\n", "line 301: The line is longer than 1 MiB.\n"), done);
    }

    [Fact]
    public async Task in_counts_what_it_took_before_it_broke_off_and_goes_on_where_it_is_done_again()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(folder["customers.ndjson"], Enumerable.Range(1, 3000).Select(Line), Ct);

        var broken = await FreeholdProcess.RunOnSmallDiskAsync(1500, Ct, "import", folder["customers.ndjson"], "--data", folder["data"]);
        var again = await RunAsync("import", folder["customers.ndjson"], "--data", folder["data"]);

        Assert.Equal(2, broken.Code);
        Assert.Contains("SQLite", Assert.Single(broken.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.EndsWith(" imported, 0 already there, 0 refused.\n", broken.Output, StringComparison.Ordinal);
        var taken = int.Parse(broken.Output.Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(taken, 200, 2800);
        Assert.Equal((0, $"{3000 - taken} imported, {taken} already there, 0 refused.\n"), (again.Code, again.Output));
    }

    [Fact]
    public async Task in_counts_what_it_took_before_it_was_told_to_stop()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(folder["customers.ndjson"], Enumerable.Range(1, 100_000).Select(Line), Ct);

        var stopped = await FreeholdProcess.RunUntilAsync(folder["data/freehold.db-wal"], 2000, Ct, "import", folder["customers.ndjson"], "--data", folder["data"]);

        Assert.Equal((2, "freehold: stopped before its end.\n"), (stopped.Code, stopped.Error));
        Assert.EndsWith(" imported, 0 already there, 0 refused.\n", stopped.Output, StringComparison.Ordinal);
        var taken = int.Parse(stopped.Output.Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(taken, 200, 99_800);
        await using var database = SqliteDatabase.OpenForReading(folder["data"]);
        Assert.Equal(taken, await database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM account", row => row.Long(0), Ct), Ct));
    }

    [Fact]
    public async Task in_takes_a_file_that_begins_with_a_byte_order_mark()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(folder["customers.ndjson"], [Line(1), Line(2)], new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Ct);

        var done = await RunAsync("import", folder["customers.ndjson"], "--data", folder["data"]);

        Assert.Equal((0, "2 imported, 0 already there, 0 refused.\n", ""), done);
    }

    [Fact]
    public async Task in_takes_them_from_a_pipe()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(folder["customers.ndjson"], [Line(1)], Ct);

        var done = await FreeholdProcess.RunWithInputAsync(folder["customers.ndjson"], Ct, "import", "/dev/stdin", "--data", folder["data"]);

        Assert.Equal((0, "1 imported, 0 already there, 0 refused.\n", ""), done);
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
    [InlineData("FILE", "import", "/proc/self/mem")]
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

    private static string Line(int number) => $$"""{"email":"c{{number}}@example.com","firstName":"Anna","city":"Oslo"}""";

    private static async Task<string[]> SettingsAsync(string storage, TemporaryFolder folder)
    {
        if (storage == "sqlite") return ["--data", folder["data"]];
        var connection = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        return ["--data", folder["data"], "--Freehold:Storage", "postgres", "--ConnectionStrings:Freehold", connection];
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => FreeholdProcess.RunAsync(Ct, arguments);
}
