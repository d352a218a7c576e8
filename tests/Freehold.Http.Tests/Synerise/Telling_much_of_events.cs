namespace Freehold.Http.Tests.Synerise;

/// <summary>Exactly what is allowed is taken, and one more of it is refused.</summary>
public sealed class Telling_much_of_events : In_an_office
{
    [Theory]
    [InlineData(255, 32, 4096, null)]
    [InlineData(256, 32, 4096, "label")]
    [InlineData(255, 33, 4096, "action")]
    [InlineData(255, 32, 4097, "params")]
    public async Task takes_labels_actions_and_parameters_up_to_a_length(int label, int action, int parameters, string? field)
    {
        var anna = await Shop.CustomerAsync();
        var much = $$"""{"much":"{{new string('x', parameters - "{'much':''}".Length)}}"}""";

        var answer = await anna.PostAsync("/v4/events/custom", $$"""{"label":"{{new string('x', label)}}","action":"{{new string('x', action)}}","params":{{much}}}""");

        if (field is null) Assert.Equal(202, answer.Status);
        else Assert.Equal((400, field), (answer.Status, answer.Fields.Single()));
    }

    [Fact]
    public async Task takes_a_hundred_at_once_at_most()
    {
        var anna = await Shop.CustomerAsync();
        Task<Answer> TellAsync(int count) => anna.PostAsync("/v4/events/batch", $"[{string.Join(',', Enumerable.Repeat("""{"type":"custom","action":"step","label":"x"}""", count))}]");

        var refused = await TellAsync(101);

        Assert.Equal((400, "body"), (refused.Status, refused.Fields.Single()));
        Assert.Equal(202, (await TellAsync(100)).Status);
        Assert.Equal(100, (await anna.GetAsync("/v4/events?action=step")).Json.AsArray().Count);
    }
}
