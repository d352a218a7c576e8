namespace Freehold.Tests.Documentation;

public sealed class Telling_how_fast_it_is
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/performance.md")]
    public void shows_rows_that_the_benchmarks_printed(string page)
    {
        var history = Lines("bench/history.md").ToHashSet();

        var shown = Lines(page)
            .SkipWhile(line => line != "<!-- make bench -->").TakeWhile(line => line != "<!-- end of make bench -->")
            .Where(line => line.StartsWith('|')).ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, line => Assert.Contains(line, history));
    }

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Repository.Root, file));
}
