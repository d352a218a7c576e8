namespace Freehold.Tests.Documentation;

public sealed class Telling_what_is_kept
{
    [Fact]
    public void names_every_table_with_rows_of_customers_and_every_action_that_is_forgotten()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/personal-data.md"));

        Assert.All(CustomerTables.All.Select(table => table.Name.Text).Concat(new EventOptions().RetentionDays.Keys), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }
}
