using System.Text.RegularExpressions;

namespace Freehold.Tests.Documentation;

public sealed partial class Telling_what_to_watch
{
    [Fact]
    public void names_every_warning_and_error_of_the_log()
    {
        var named = Named().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"))).Select(row => (Level: row.Groups[1].Value, Text: row.Groups[2].Value)).ToList();

        var logged = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Logged().Matches(File.ReadAllText(file))).Select(call => (Level: call.Groups[1].Value, Text: call.Groups[2].Value)).ToList();

        Assert.NotEmpty(logged);
        Assert.All(logged, message => Assert.Contains(named, row => row.Level == message.Level && message.Text.StartsWith(row.Text, StringComparison.Ordinal)));
        Assert.All(named, row => Assert.Contains(logged, message => message.Text.StartsWith(row.Text, StringComparison.Ordinal)));
    }

    [GeneratedRegex("""^\| (Warning|Error) \| `([^`]+)`""", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex("""LogLevel\.(Warning|Error|Critical), (?:Message = )?"([^"]+)""")]
    private static partial Regex Logged();
}
