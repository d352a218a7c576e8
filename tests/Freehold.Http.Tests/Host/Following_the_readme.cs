using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Freehold.Http.Tests.Host;

/// <summary>The commands of the quick start, word for word but for the address; <c>…</c> in a printed answer stands for anything.</summary>
public sealed partial class Following_the_readme
{
    private const string Address = "http://localhost:8000";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task does_what_it_says()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), Ct);
        var steps = Step().Matches(readme).Select(step => (Commands: step.Groups[1].Value, Answer: step.Groups[2].Value)).ToList();
        using var folder = new TemporaryFolder();
        await using var server = await FreeholdProcess.StartAsync(folder["data"], Ct);

        // One shell for all steps, since later ones use what earlier ones have set.
        var script = string.Join("echo '=== next'\n", steps.Select(step => step.Commands)).Replace(Address, server.Url.OriginalString.TrimEnd('/'), StringComparison.Ordinal);
        var answers = (await RunAsync(script, folder.Path)).Split("=== next\n");

        Assert.True(steps.Count >= 5);
        for (var i = 0; i < steps.Count; i++)
            Assert.Matches("^" + Regex.Escape(steps[i].Answer).Replace("…", ".*", StringComparison.Ordinal) + "$", answers[i].TrimEnd('\n') + "\n");
    }

    [Fact]
    public async Task keeps_the_data_in_the_folder_where_the_server_is_run()
    {
        using var folder = new TemporaryFolder();

        await RunAsync($"dotnet run --no-build -c {Repository.Configuration} --project '{Path.Combine(Repository.Root, "src/Freehold.Server")}' -- migrate", folder.Path);

        Assert.True(File.Exists(Path.Combine(folder.Path, "data", "freehold.db")));
    }

    private static async Task<string> RunAsync(string script, string folder)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-e", "-o", "pipefail", "-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(Ct);
        await shell.WaitForExitAsync(Ct);
        Assert.Equal(0, shell.ExitCode);
        return output;
    }

    [GeneratedRegex("```sh\n(.*?)```\n```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Step();
}
