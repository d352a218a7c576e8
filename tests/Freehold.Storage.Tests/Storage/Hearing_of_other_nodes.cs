using Freehold.Postgres;

namespace Freehold.Storage.Tests.Storage;

public class Hearing_of_other_nodes
{
    private readonly Neighbours neighbours = new();

    [Fact]
    public void counts_on_nobody_before_everybody_had_time_to_speak()
    {
        neighbours.Listen(1_000);
        neighbours.Hear("own", Word.Complete, 1_100, 1_100);
        neighbours.Hear("own", Word.Complete, 2_900, 2_900);
        Assert.False(neighbours.HaveToldAllSince(2_950, 2_960));

        neighbours.Hear("own", Word.Complete, 3_000, 3_000);
        Assert.False(neighbours.HaveToldAllSince(2_950, 3_010));
        Assert.True(neighbours.HaveToldAllSince(3_001, 3_010));
    }

    [Fact]
    public void trusts_what_was_read_for_as_long_as_all_speak()
    {
        Begin();
        for (var now = 3_500; now < 100_000; now += 500)
        {
            neighbours.Hear("own", Word.Complete, now, now);
            neighbours.Hear("other", Word.Complete, now, now);
        }

        Assert.True(neighbours.HaveToldAllSince(3_001, 100_000));
    }

    [Theory]
    [InlineData("own")]
    [InlineData("other")]
    public void trusts_nothing_that_was_read_before_a_silence(string silent)
    {
        Begin();
        var speaks = silent == "own" ? "other" : "own";
        for (var now = 3_500; now <= 5_500; now += 500) neighbours.Hear(speaks, Word.Complete, now, now);
        Assert.False(neighbours.HaveToldAllSince(3_400, 5_500));

        neighbours.Hear(silent, Word.Complete, 5_600, 5_600);
        Assert.False(neighbours.HaveToldAllSince(3_400, 5_610));
        Assert.True(neighbours.HaveToldAllSince(5_605, 5_610));
    }

    [Fact]
    public void trusts_nothing_while_news_come_late()
    {
        Begin();
        for (var now = 3_500; now <= 9_000; now += 500)
        {
            neighbours.Hear("own", Word.Complete, Math.Min(now, 4_000), now);
            neighbours.Hear("other", Word.Complete, now, now);
        }

        Assert.False(neighbours.HaveToldAllSince(8_500, 9_100));
    }

    [Fact]
    public void waits_for_whom_it_knew_when_it_listens_again()
    {
        Begin();
        neighbours.Listen(4_000);
        for (var now = 4_500; now <= 8_000; now += 500) neighbours.Hear("own", Word.Complete, now, now);
        Assert.False(neighbours.HaveToldAllSince(8_001, 8_100));

        neighbours.Hear("other", Word.Complete, 8_200, 8_200);
        Assert.True(neighbours.HaveToldAllSince(8_201, 8_300));
    }

    [Fact]
    public void forgets_who_is_silent_for_long()
    {
        Begin();
        for (var now = 3_500; now <= 63_500; now += 500) neighbours.Hear("own", Word.Complete, now, now);

        Assert.True(neighbours.HaveToldAllSince(63_501, 63_600));
        Assert.False(neighbours.HaveToldAllSince(3_400, 63_600));
    }

    [Fact]
    public void does_not_wait_for_who_said_goodbye()
    {
        Begin();
        neighbours.Hear("other", Word.End, 3_400, 3_400);
        for (var now = 3_500; now <= 8_000; now += 500) neighbours.Hear("own", Word.Complete, now, now);

        Assert.True(neighbours.HaveToldAllSince(3_300, 8_100));
    }

    [Fact]
    public void does_not_take_a_part_for_the_whole()
    {
        Begin();
        for (var now = 3_500; now <= 6_000; now += 500)
        {
            neighbours.Hear("own", Word.Complete, now, now);
            neighbours.Hear("other", Word.More, now, now);
        }

        Assert.False(neighbours.HaveToldAllSince(3_300, 6_100));
    }

    [Fact]
    public void trusts_nothing_for_a_minute_after_a_doubt()
    {
        Begin();
        neighbours.Hear("other", Word.Doubt, 3_400, 3_400);
        for (var now = 3_500; now <= 63_000; now += 500)
        {
            neighbours.Hear("own", Word.Complete, now, now);
            neighbours.Hear("other", Word.Complete, now, now);
            Assert.False(neighbours.HaveToldAllSince(now + 1, now + 1));
        }

        neighbours.Hear("own", Word.Complete, 63_500, 63_500);
        Assert.True(neighbours.HaveToldAllSince(63_501, 63_502));
    }

    [Theory]
    [InlineData("")]
    [InlineData("node")]
    [InlineData("node x")]
    [InlineData("node .")]
    [InlineData("node . now")]
    [InlineData("node . 1 twelve")]
    public void takes_other_texts_for_no_announcement(string text) => Assert.Null(Announcement.Parse(text));

    [Fact]
    public void reads_what_was_written()
    {
        var read = Announcement.Parse(new Announcement("node", Word.More, 345, [new CustomerId(12), new CustomerId(-7)]).ToString())!.Value;

        Assert.Equal(("node", Word.More, 345), (read.Node, read.Word, read.At));
        Assert.Equal([new CustomerId(12), new CustomerId(-7)], read.Written);
    }

    private void Begin()
    {
        neighbours.Listen(1_000);
        neighbours.Hear("own", Word.Complete, 3_000, 3_000);
        neighbours.Hear("other", Word.Complete, 3_000, 3_000);
        Assert.True(neighbours.HaveToldAllSince(3_001, 3_010));
    }
}
