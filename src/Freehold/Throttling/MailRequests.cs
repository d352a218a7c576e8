using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Counts messages that visitors ask for, by client address: each address that is asked about is limited by itself, so whoever names others all
/// the time would else write to a whole customer base, and fill the database.
/// </summary>
public sealed class MailRequests(Secrets secrets)
{
    private static readonly Limit[] PerClient = [new(300, TimeSpan.FromHours(1))];

    /// <summary>Counts one more, whoever it is about; <see cref="FailureCode.Throttled"/> when there were too many.</summary>
    internal async Task<Failure?> CountAsync(Session session, Origin origin, DateTimeOffset now, CancellationToken ct) =>
        !origin.IsSpared && await session.TakeAsync(secrets.Hash("asked for mail", origin.Address), PerClient, now, ct) is { } wait ? Failure.Throttled(wait) : null;
}
