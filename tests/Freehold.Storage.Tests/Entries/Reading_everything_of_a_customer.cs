using System.Collections.Concurrent;
using System.Diagnostics;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Entries;

public sealed class Reading_everything_of_a_customer
{
    /// <summary>Session, account, membership with group, address, property, list entry, product: eight tables.</summary>
    private const int Tables = 8;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Counted where a statement is a round trip; the embedded database runs the same ones.</summary>
    [Fact]
    public async Task asks_the_database_once_a_table_at_most_however_much_there_is()
    {
        await using var scene = await Scene.StartAsync("postgres");
        var anna = await scene.RegisterAsync("anna@example.com");
        await FillAsync(scene, anna);
        await ReadAsync(scene, anna);
        var statements = new ConcurrentBag<string>();
        using var request = new Activity("request").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = done => { if (done.TraceId == request.TraceId) statements.Add($"{done.GetTagItem("db.query.text") ?? done.DisplayName}"); },
        };
        ActivitySource.AddActivityListener(listener);

        var customer = await ReadAsync(scene, anna);

        Assert.Equal((20, 20, 50, 50, 1), (customer.Addresses.Count, customer.Properties.Count, customer.Lists.Count, customer.Products.Count, customer.Groups.Count));
        Assert.InRange(statements.Count, 1, Tables);
    }

    private static async Task<Customer> ReadAsync(Scene scene, Caller caller) =>
        (await scene.Get<Customers>().ReadAsync(caller, CustomerParts.Groups | CustomerParts.Addresses | CustomerParts.Properties | CustomerParts.Lists | CustomerParts.Products, ["product"], Ct))!;

    private static async Task FillAsync(Scene scene, Caller anna)
    {
        await scene.Get<Freehold.Groups>().PutAsync([new Group("1", "vip", "Best customers")], Ct);
        await scene.Get<AccountControl>().ChangeAsync(anna.Customer, null, ["1"], Ct);
        await scene.Get<Products>().PutAsync([.. Enumerable.Range(0, 50).Select(number => new Product($"{number}", $"code-{number}", $"Product {number}", 1))], Ct);
        await scene.Get<Addresses>().AddAsync(anna, [.. Enumerable.Range(0, 20).Select(_ => new AddressChange())], Ct);
        await scene.Get<CustomerProperties>().AddAsync(anna, [.. Enumerable.Range(0, 20).Select(number => new PropertyChange { Type = $"{number}", Value = "x" })], "en", Ct);
        await scene.Get<Lists>().AddAsync(anna, [.. Enumerable.Range(0, 50).Select(number => new ListEntryChange { Domain = "product", Type = "favorite", RefId = $"{number}" })], ["product"], Ct);
    }
}
