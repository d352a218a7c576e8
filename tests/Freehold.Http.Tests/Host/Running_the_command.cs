using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Npgsql;

namespace Freehold.Http.Tests.Host;

public sealed class Running_the_command
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("there is no command or option", "serve", "--nope")]
    [InlineData("there is no command or option", "frobnicate")]
    [InlineData("--urls", "serve", "--urls")]
    [InlineData("--urls", "serve", "--urls", "localhost:8000")]
    [InlineData("--urls", "serve", "--environment", "Development", "--urls", "http://0.0.0.0:0")]
    [InlineData("Freehold:Storage", "serve", "--Freehold:Storage", "mysql")]
    [InlineData("Freehold:Dialects:Synerise", "serve", "--Freehold:Dialects:Synerise=maybe")]
    [InlineData("Freehold:TrustedProxies", "serve", "--Freehold:TrustedProxies=10.0.0.0/8,nowhere")]
    [InlineData("Freehold:DefaultCountry", "serve", "--Freehold:DefaultCountry=Poland")]
    [InlineData("Freehold:Workspace:BusinessApiKeyFile", "serve", "--Freehold:Workspace:BusinessApiKeyFile=/no/such/file")]
    [InlineData("Freehold:Passwords:MinLength", "serve", "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Freehold:Passwords:MinLength=1")]
    [InlineData("Freehold:Passwords:BlockedList", "serve", "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Freehold:Passwords:BlockedList=Never")]
    [InlineData("Freehold:Messages:AtOnce", "serve", "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Freehold:Messages:AtOnce=0", "--Freehold:Sms:DailyCap=many")]
    [InlineData("Kestrel:Certificates:Default:Path", "serve", "--environment", "Development", "--urls", "https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path=/no/such/file")]
    [InlineData("Kestrel:Certificates:Default:KeyPath", "serve", "--environment", "Development", "--urls", "https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path=/dev/null", "--Kestrel:Certificates:Default:KeyPath=/no/such/file")]
    [InlineData("ConnectionStrings:Freehold", "serve", "--Freehold:Storage=postgres")]
    [InlineData("ConnectionStrings:Freehold", "migrate", "--Freehold:Storage=postgres", "--ConnectionStrings:Freehold=Host=127.0.0.1;Port=1")]
    public async Task ends_a_mistake_with_one_line_and_code_2(string named, params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = await RunAsync(["--data", folder.Path, .. arguments]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(named, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["freehold.db"]));
    }

    [Theory]
    [InlineData("--urls: this machine cannot listen on http://203.0.113.9:8124: ", "http://203.0.113.9:8124")]
    [InlineData("Kestrel:Certificates:Default:Path must name a certificate", "https://localhost:8124")]
    [InlineData("Kestrel:Certificates:Default:Path, with KeyPath or Password, names no certificate", "https://localhost:8124", "--Kestrel:Certificates:Default:Path=/dev/null")]
    [InlineData("Kestrel:Certificates:Default:Path, with KeyPath or Password, names no certificate", "https://localhost:8124", "--Kestrel:Certificates:Default:Subject=nobody")]
    public async Task ends_with_one_line_where_it_cannot_listen(string told, string url, params string[] further)
    {
        using var folder = new TemporaryFolder();
        string[] production = ["--Freehold:PublicUrl=https://accounts.example", "--Freehold:Workspace:Guid=shop", "--Freehold:Workspace:ProfileApiKey=profile-key", "--Freehold:Workspace:BusinessApiKey=business-key", "--Freehold:TrustedProxies=127.0.0.1"];
        var start = FreeholdProcess.Command(["serve", "--urls", url, "--data", folder.Path, .. production, .. further]);
        // Where certificates for development would lie.
        start.Environment["HOME"] = folder.Path;

        var (code, output, error) = await FreeholdProcess.RunAsync(start, Ct);

        Assert.Equal(2, code);
        Assert.StartsWith($"freehold: {told}", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task names_the_address_where_another_listens()
    {
        using var folder = new TemporaryFolder();
        await using var server = await FreeholdProcess.StartAsync(folder["first"], Ct);

        var (code, output, error) = await RunAsync("serve", "--environment", "Development", "--urls", server.Url.OriginalString, "--data", folder["second"]);

        Assert.Equal(2, code);
        Assert.Contains($"--urls: Failed to bind to address {server.Url.OriginalString}", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task tells_what_it_can_do_and_which_version_it_is()
    {
        var help = await RunAsync("--help");
        var version = await RunAsync("--version");

        Assert.Equal(0, help.Code);
        foreach (var word in (string[])["serve", "migrate", "keys", "--urls", "--data"]) Assert.Contains(word, help.Output, StringComparison.Ordinal);
        Assert.Equal(0, version.Code);
        Assert.StartsWith("0.", version.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<FILE>", "backup", "--help")]
    [InlineData("<FILE>", "import", "-h")]
    [InlineData("--account", "export", "--help")]
    [InlineData("rotate", "keys", "--help")]
    public async Task tells_how_a_command_is_called(string named, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"freehold {arguments[0]}", output, StringComparison.Ordinal);
        Assert.Contains(named, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task rotates_the_signing_key_and_keeps_the_old_one_for_verification()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("migrate", "--data", folder.Path);

        var rotated = await RunAsync("keys", "rotate", "--data", folder.Path);

        Assert.Equal(0, rotated.Code);
        Assert.True(Directory.GetFiles(folder["keys"], "signing-*.pem").Length >= 2);
    }

    [Fact]
    public async Task backs_the_database_up_while_it_is_served()
    {
        using var folder = new TemporaryFolder();
        await using var server = await FreeholdProcess.StartAsync(folder["data"], Ct);

        var first = await RunAsync("backup", folder["copy.db"], "--data", folder["data"]);
        var second = await RunAsync("backup", folder["copy.db"], "--data", folder["data"]);

        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.True(new FileInfo(folder["copy.db"]).Length > 0);
        Assert.Equal(2, second.Code);
        Assert.Contains("FILE", second.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["copy.db"]));
    }

    [Fact]
    public async Task leaves_nothing_of_a_backup_that_was_not_written_to_the_end()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("migrate", "--data", folder["data"]);

        var full = await FreeholdProcess.RunOnSmallDiskAsync(100, Ct, "backup", folder["copy.db"], "--data", folder["data"]);
        var missing = await RunAsync("backup", folder["nowhere/copy.db"], "--data", folder["data"]);
        var left = Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName);

        Assert.Equal((2, 2), (full.Code, missing.Code));
        Assert.StartsWith($"freehold: FILE: {folder["copy.db"]} ", full.Error, StringComparison.Ordinal);
        Assert.StartsWith("freehold: FILE: ", missing.Error, StringComparison.Ordinal);
        Assert.Equal(["data"], left);
        Assert.Equal(0, (await RunAsync("backup", folder["copy.db"], "--data", folder["data"])).Code);
    }

    [Fact]
    public async Task exports_nothing_of_a_database_that_nobody_brought_to_this_version_yet()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("migrate", "--data", folder.Path);
        await using (var database = new Sqlite.SqliteDatabase(folder.Path, TimeProvider.System))
            await database.WriteAsync(session => session.ExecuteAsync($"DELETE FROM migration WHERE name > '0010'", Ct), Ct);

        var (code, output, error) = await RunAsync("export", "--account", "7", "--data", folder.Path);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("freehold migrate", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task refuses_a_folder_that_another_process_serves()
    {
        using var folder = new TemporaryFolder();
        await using var server = await FreeholdProcess.StartAsync(folder.Path, Ct);

        var (code, _, error) = await RunAsync("migrate", "--data", folder.Path);

        Assert.Equal(2, code);
        Assert.Contains("--data", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task stops_with_code_0_when_it_is_told_to()
    {
        using var folder = new TemporaryFolder();
        await using var server = await FreeholdProcess.StartAsync(folder.Path, Ct);

        Assert.Equal(0, await server.StopAsync(Ct));
    }

    [Fact]
    public async Task stops_in_time_although_the_database_hangs_and_many_wait_for_it()
    {
        using var folder = new TemporaryFolder();
        var database = new NpgsqlConnectionStringBuilder(await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct));
        await using var relay = new Relay(database.Port);
        (database.Port, database.Timeout, database.CommandTimeout) = (relay.Port, 15, 30);
        await using var server = await FreeholdProcess.StartAsync(folder.Path, Ct, new Dictionary<string, string> { ["Freehold:Storage"] = "postgres", ["ConnectionStrings:Freehold"] = database.ConnectionString, ["ShutdownTimeoutSeconds"] = "1" });

        relay.Hold();
        var waiting = Enumerable.Range(0, 8).Select(number => server.Client.PostAsync("/account/v1/session", JsonContent.Create(new { email = $"{number}@example.com", password = "correct horse" }), Ct)).ToArray();
        using var ready = await server.Client.GetAsync("/health/ready", Ct);
        var since = Stopwatch.StartNew();
        var code = await server.StopAsync(Ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(0, code);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(12));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Task.WhenAll(waiting));
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => FreeholdProcess.RunAsync(Ct, arguments);
}
