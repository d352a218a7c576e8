using System.Collections.Concurrent;
using Freehold.Postgres;

namespace Freehold.Storage.Tests.Storage;

public class Telling_other_nodes
{
    private readonly ConcurrentQueue<Announcement> said = new();
    private volatile bool isDown;
    private volatile Task hearing = Task.CompletedTask;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ends_with_all_that_was_written_and_goodbye()
    {
        var announcer = new Announcer("node", SayAsync);
        await announcer.IntroduceAsync(Ct);
        for (var customer = 1; customer <= 1000; customer++) announcer.Tell(new CustomerId(customer));
        await announcer.DisposeAsync();

        Assert.Equal(Enumerable.Range(1, 1000).Select(customer => new CustomerId(customer)), said.SelectMany(announcement => announcement.Written));
        Assert.Equal(Word.End, said.Last().Word);
        Assert.Single(said, announcement => announcement.Word == Word.End);
    }

    [Fact]
    public async Task tells_of_a_customer_once_however_many_statements_of_a_batch_named_them()
    {
        var announcer = new Announcer("node", SayAsync);
        await announcer.IntroduceAsync(Ct);

        // Whoever listens takes its time, so that all is told meanwhile.
        var heard = new TaskCompletionSource();
        hearing = heard.Task;
        for (var unit = 0; unit < 20; unit++)
            for (var statement = 0; statement < 10; statement++)
                for (var row = 1; row <= 200; row++) announcer.Tell(new CustomerId((unit * 200) + row));
        heard.SetResult();
        await announcer.DisposeAsync();

        Assert.Equal(4000, said.SelectMany(announcement => announcement.Written).Distinct().Count());

        // One for each unit, which the first statement of the next one fills, where all statements would take a hundred; one or two more where the
        // speaker began before the first unit was told. The first word and goodbye tell of nobody.
        Assert.InRange(said.Count(announcement => announcement.Written.Count > 0), 20, 22);
    }

    [Fact]
    public async Task says_no_goodbye_where_something_stayed_untold()
    {
        var announcer = new Announcer("node", SayAsync);
        await announcer.IntroduceAsync(Ct);
        isDown = true;
        announcer.Tell(new CustomerId(1));
        await announcer.DisposeAsync();

        Assert.DoesNotContain(said, announcement => announcement.Word == Word.End);
    }

    [Fact]
    public async Task tells_of_its_doubt_when_something_stayed_untold()
    {
        await using var announcer = new Announcer("node", SayAsync);
        await announcer.IntroduceAsync(Ct);
        isDown = true;
        announcer.Tell(new CustomerId(1));
        await Task.Delay(200, Ct);
        isDown = false;

        for (var round = 0; round < 600 && said.Last().Word != Word.Doubt; round++) await Task.Delay(50, Ct);
        Assert.Contains(said, announcement => announcement.Word == Word.Doubt);
    }

    private async Task SayAsync(Announcement announcement, CancellationToken ct)
    {
        await hearing;

        // Goodbye alone would come through.
        if (isDown && announcement.Word != Word.End) throw new IOException("nobody there");
        said.Enqueue(announcement);
    }
}
