using Freehold.Storage;

namespace Freehold;

/// <summary>Reading an account together with what belongs to it.</summary>
public sealed class Customers(Database database, SessionTouches touches, TimeProvider clock)
{
    /// <summary>The caller with all parts that are asked for, one statement for each; null when the session is over in any way.</summary>
    public Task<Customer?> ReadAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync(
            async session =>
            {
                if (await session.ReadAccountAsync(caller, now, ct) is not { } account) return null;
                touches.Saw(caller, account.SeenAt, now);
                return new Customer { Account = account, Groups = await session.ListMembershipsAsync(account.Id, ct) };
            },
            ct);
    }
}
