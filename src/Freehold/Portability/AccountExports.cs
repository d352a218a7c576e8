using Freehold.Storage;

namespace Freehold;

/// <summary>Everything that is kept of an account as one JSON document, for the operator who is asked for it.</summary>
public sealed class AccountExports(Database database, TimeProvider clock)
{
    /// <summary>The document of any account or profile, in any standing, also by the number of a profile that was merged into it; null when there is none.</summary>
    public async Task<byte[]?> OfAsync(CustomerId customer, CancellationToken ct)
    {
        var copy = await database.ReadAtOnceAsync(
            async session => await session.FindAccountAsync(await session.FindCurrentAsync(customer, ct) ?? customer, ct) is { } account ? await session.CopyAsync(account, ct) : null,
            ct);
        return copy is null ? null : AccountDocument.Of(copy, clock.GetUtcNow());
    }
}
