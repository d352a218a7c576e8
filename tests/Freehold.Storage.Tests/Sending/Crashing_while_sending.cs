using Freehold.Sqlite;
using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Storage.Tests.Sending;

/// <summary>T72.</summary>
public sealed class Crashing_while_sending
{
    private const int Crashes = 20, Customers = 4, Each = 3;

    // A message takes 30 ms to send, so that every step of several is hit: claim, connection, sending, record.
    private const int StepMilliseconds = 9;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task loses_no_message_and_keeps_the_order_of_each_customer()
    {
        using var folder = new TemporaryFolder();
        await using var mail = await SmtpServer.StartAsync(SmtpMode.Clear, Ct);
        var settings = new Dictionary<string, string>
        {
            ["Freehold:Mail:Host"] = "127.0.0.1",
            ["Freehold:Mail:Port"] = $"{mail.Port}",
            ["Freehold:Mail:Security"] = "None",
            ["Freehold:Mail:From"] = "shop@example.com",
        };

        for (var round = 0; round < Crashes; round++)
        {
            await EnqueueAsync(folder.Path, round * Each);
            await using var server = await FreeholdProcess.StartAsync(folder.Path, Ct, settings);
            await Task.Delay(round * StepMilliseconds, Ct);
            server.Kill();
        }

        await using (await FreeholdProcess.StartAsync(folder.Path, Ct, settings))
        {
            for (var i = 0; i < 1800 && Sequences(mail).Any(sequence => sequence.Distinct().Count() < Crashes * Each); i++) await Task.Delay(100, Ct);
        }

        foreach (var sequence in Sequences(mail))
        {
            Assert.Equal(Enumerable.Range(0, Crashes * Each), sequence.Distinct());
            Assert.Equal(sequence.Order(), sequence);
        }
    }

    private static List<List<int>> Sequences(SmtpServer mail)
    {
        var arrived = mail.Arrived;
        return [.. Enumerable.Range(1, Customers).Select(customer =>
            arrived.Where(message => message.To == To(customer)).Select(message => int.Parse(message.Text.Split("no ")[1].Split('.')[0])).ToList())];
    }

    private static string To(int customer) => $"slow{customer}@example.com";

    // While no process holds the folder.
    private static async Task EnqueueAsync(string folder, int first)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFreehold(new FreeholdOptions { Data = folder }).UseSqlite();
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<Database>();
        await database.MigrateAsync(Ct);
        await database.WriteAsync(
            async session =>
            {
                for (var i = first; i < first + Each; i++)
                {
                    for (var customer = 1; customer <= Customers; customer++)
                    {
                        var message = new OutgoingMessage(MessageChannel.Email, To(customer), MessageTemplate.PhoneCode, new Dictionary<string, string> { ["code"] = $"no {i}." });
                        await provider.GetRequiredService<Outbox>().EnqueueAsync(session, new CustomerId(customer), message, TimeProvider.System.GetUtcNow(), Ct);
                    }
                }

                return new Done();
            },
            Ct);
    }
}
