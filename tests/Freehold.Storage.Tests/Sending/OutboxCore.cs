using System.Collections.Concurrent;
using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold.Storage.Tests.Sending;

/// <summary>The core with a post office of the test's own instead of real senders.</summary>
internal sealed class OutboxCore : IAsyncDisposable
{
    private readonly TestCore core;

    private OutboxCore(TestCore core) => this.core = core;

    public TestCore Core => core;

    public ManualTime Clock => core.Clock;

    public PostOffice Office { get; private init; } = null!;

    public static async Task<OutboxCore> StartAsync(string storage, Action<MessageOptions>? adjust = null, bool withSms = true, CapturedLog? log = null)
    {
        var office = new PostOffice();
        var options = new MessageOptions();
        adjust?.Invoke(options);
        var core = await TestCore.StartAsync(storage, services =>
        {
            services.AddSingleton(options);
            services.AddSingleton<IMessageSender>(office.Sender(MessageChannel.Email));
            if (log is not null) services.AddSingleton<ILoggerProvider>(log);
            if (withSms) services.AddSingleton<IMessageSender>(office.Sender(MessageChannel.Sms));
        });
        return new OutboxCore(core) { Office = office };
    }

    /// <summary>A further worker over the same outbox.</summary>
    public OutboxWorker NewWorker() => ActivatorUtilities.CreateInstance<OutboxWorker>(core.Get<IServiceProvider>());

    /// <summary>A worker sends until so many messages have left.</summary>
    public async Task WorkUntilSentAsync(int count)
    {
        using var worker = NewWorker();
        await worker.StartAsync(CancellationToken.None);
        await UntilSentAsync(count);
        await worker.StopAsync(CancellationToken.None);
    }

    public Task EnqueueAsync(long customer, string to, string mark, string template = MessageTemplate.EmailChangeOwner, TimeSpan? lifetime = null, MessageChannel channel = MessageChannel.Email) =>
        core.Database.WriteAsync(
            async session =>
            {
                var values = new Dictionary<string, string> { ["mark"] = mark, ["code"] = "123456" };
                var message = new OutgoingMessage(channel, to, template, values) { Lifetime = lifetime ?? TimeSpan.FromDays(7) };
                await core.Get<Outbox>().EnqueueAsync(session, new CustomerId(customer), message, Clock.GetUtcNow(), CancellationToken.None);
                return new Done();
            },
            CancellationToken.None);

    public Task<long> CountAsync(bool parked = false) =>
        core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM outbox WHERE parked = {parked}", row => row.Long(0), CancellationToken.None), CancellationToken.None);

    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 12_000; i++)
        {
            if (await condition()) return;
            await Task.Delay(10);
        }

        Assert.Fail($"Nothing happened for two minutes; sent so far: {string.Join(", ", Office.Marks)}");
    }

    public Task UntilSentAsync(int count) => UntilAsync(() => Task.FromResult(Office.Sent.Count >= count));

    public ValueTask DisposeAsync() => core.DisposeAsync();
}

/// <summary>Accepts messages, unless told otherwise.</summary>
internal sealed class PostOffice
{
    public ConcurrentQueue<RenderedMessage> Sent { get; } = new();

    public IEnumerable<string> Marks => Sent.Select(message => message.Values["mark"]);

    /// <summary>Called before a message is accepted; throws to refuse it.</summary>
    public Func<RenderedMessage, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public IMessageSender Sender(MessageChannel channel) => new Counter(this, channel);

    private sealed class Counter(PostOffice office, MessageChannel channel) : IMessageSender
    {
        public MessageChannel Channel => channel;

        public async Task SendAsync(RenderedMessage message, CancellationToken ct)
        {
            await office.Before(message, ct);
            office.Sent.Enqueue(message);
        }
    }
}
