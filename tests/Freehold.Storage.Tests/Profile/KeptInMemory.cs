using Freehold.Testing;

namespace Freehold.Storage.Tests.Profile;

/// <summary>Tells whether a caller's next read is answered from memory, by a write that names the customer as a plain number and so goes unnoticed.</summary>
internal static class KeptInMemory
{
    public static async Task<bool> KeepsAsync(this Database database, Profiles profiles, Caller caller)
    {
        var ct = TestContext.Current.CancellationToken;
        await database.WriteAsync(session => session.ExecuteAsync($"UPDATE account SET tags = {"[\"unseen\"]"} WHERE customer_id = {caller.Customer.Value}", ct), ct);
        var isKept = (await profiles.ReadAsync(caller, ct))!.Tags is null;
        await database.WriteAsync(session => session.ExecuteAsync($"UPDATE account SET tags = NULL WHERE customer_id = {caller.Customer.Value}", ct), ct);
        if (!isKept) await database.WriteAsync(session => session.ExecuteAsync($"UPDATE account SET tags = NULL WHERE customer_id = {caller.Customer}", ct), ct);
        return isKept;
    }
}
