using Freehold.Storage;

namespace Freehold;

/// <summary>One entry of the ledger: what a customer agreed to or refused, with its proof.</summary>
/// <param name="Purpose">The agreement's name, such as <c>email</c>.</param>
/// <param name="Granted">Whether it was given.</param>
/// <param name="At">When.</param>
/// <param name="Source">The call that recorded it.</param>
/// <param name="ClientAddress">From where; null where that is no longer kept.</param>
/// <param name="TextVersion">The version of the text that was shown, where it was told.</param>
public sealed record AgreementRecord(string Purpose, bool Granted, DateTimeOffset At, string Source, string? ClientAddress, string? TextVersion);

/// <summary>The agreements of a customer, and how they came to be.</summary>
/// <param name="Current">As they stand.</param>
/// <param name="History">The ledger, newest first.</param>
public sealed record AgreementHistory(Agreements Current, IReadOnlyList<AgreementRecord> History);

/// <summary>Shows customers what they agreed to, and when.</summary>
public sealed class AgreementLedger(Database database, TimeProvider clock)
{
    /// <summary>The caller's agreements; null when the session is over in any way.</summary>
    public Task<AgreementHistory?> ReadAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.ReadAtOnceAsync(
            async session => await session.ReadAccountAsync(caller, now, ct) is { } account ? new AgreementHistory(account.Agreements, await session.ListAgreementsAsync(account.Id, ct)) : null,
            ct);
    }
}
