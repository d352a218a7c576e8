using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Freehold.Storage;

namespace Freehold;

/// <summary>An event that a client tells of.</summary>
/// <param name="Action">What happened, such as <c>product.addToCart</c>.</param>
/// <param name="At">When; null is now, and so is a moment that is still to come.</param>
/// <param name="Parameters">A JSON object; null is {}.</param>
/// <param name="Salt">With it, the same event sent again takes the place of the first; null makes a new one each time.</param>
public sealed record ToldEvent(string Action, DateTimeOffset? At, string? Parameters, string? Salt);

/// <summary>Recording what customers, visitors and the business side tell.</summary>
public sealed class EventRecording(Database database, Secrets secrets, EventOptions options, TimeProvider clock)
{
    /// <summary>A visitor's profile is made by anybody without a password, so one client address makes a limited number.</summary>
    private static readonly Limit[] NewVisitors = [new(500, TimeSpan.FromHours(1))];

    /// <summary>Events of the caller.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>, or success.</returns>
    public Task<Result<Done>> OfCustomerAsync(Caller caller, IReadOnlyList<ToldEvent> told, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.ReadAccountAsync(caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                foreach (var one in told) await RecordAsync(session, account.Id, one, now, ct);
                return new Done();
            },
            ct);

    /// <summary>Events of a visitor: they belong to whoever has the uuid, and the first one makes a profile.</summary>
    /// <returns><see cref="FailureCode.Throttled"/>, or success.</returns>
    public Task<Result<Done>> OfVisitorAsync(string uuid, IReadOnlyList<ToldEvent> told, Origin origin, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var holder = await session.FindCustomerAsync(IdentifierKind.Uuid, uuid, ct);
                if (holder is null)
                {
                    if (!origin.IsSpared && await session.TakeAsync(secrets.Hash("new visitors", origin.Address), NewVisitors, now, ct) is { } wait) return new Failure(FailureCode.Throttled) { RetryAfter = wait };
                    holder = await MakeAsync(session, uuid, now, ct);
                }

                if (holder is { } customer)
                    foreach (var one in told) await RecordAsync(session, customer, one, now, ct);
                return new Done();
            },
            ct);

    /// <summary>An event of whom the business side names; an address or custom id that is nobody's yet gets a profile.</summary>
    /// <returns><see cref="FailureCode.NotFound"/> for a number, or a uuid that is not a visitor's; <see cref="FailureCode.Taken"/>; or success.</returns>
    public Task<Result<Done>> OfAsync(ProfileKey key, ToldEvent told, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (key is ProfileKey.Uuid uuid)
                {
                    // A uuid is the customer's own word: nobody who is named is found by it.
                    var visitor = await session.FindProfileAsync(key, ct);
                    if (visitor is { IsRecognized: true }) return new Failure(FailureCode.NotFound, "client.uuid");
                    if ((visitor?.Id ?? await MakeAsync(session, uuid.Value, now, ct)) is { } found) await RecordAsync(session, found, told, now, ct);
                    return new Done();
                }

                var account = await session.LockProfileAsync(key, ct);
                if (account is null && key is ProfileKey.Email email) account = await session.MakeProfileAsync(email.Address, now, ct);
                if (account is null && key is ProfileKey.CustomId customId) account = await MakeNumberedAsync(session, customId.Value, now, ct);
                if (account is null) return new Failure(key is ProfileKey.Id ? FailureCode.NotFound : FailureCode.Taken, "client");

                await RecordAsync(session, account.Id, told, now, ct);
                return new Done();
            },
            ct);

    private async Task RecordAsync(Session session, CustomerId customer, ToldEvent told, DateTimeOffset now, CancellationToken ct)
    {
        var at = told.At < now ? told.At.Value : now;
        if (at < options.Since(told.Action, now)) return;
        await session.RecordEventAsync(customer, told.Salt is null ? Randomness.RowId(now) : IdOf(customer, told.Action, told.Salt), told.Action, told.Parameters, at, ct);
    }

    private static async Task<CustomerId?> MakeAsync(Session session, string uuid, DateTimeOffset now, CancellationToken ct)
    {
        var profile = await session.MakeProfileAsync(now, ct);
        if (!await session.ClaimAsync(IdentifierKind.Uuid, uuid, profile.Id, now, ct))
        {
            // Another first event of the same visitor was faster.
            await session.UnmakeAccountAsync(profile.Id, ct);
            return await session.FindCustomerAsync(IdentifierKind.Uuid, uuid, ct);
        }

        await session.ReleaseAsync(IdentifierKind.Uuid, profile.Uuid, profile.Id, ct);
        profile.Uuid = uuid;
        await session.SaveAccountAsync(profile, now, ct);
        return profile.Id;
    }

    private static async Task<Account?> MakeNumberedAsync(Session session, string customId, DateTimeOffset now, CancellationToken ct)
    {
        var profile = await session.MakeProfileAsync(now, ct);
        if (!await session.ClaimAsync(IdentifierKind.CustomId, customId, profile.Id, now, ct))
        {
            await session.UnmakeAccountAsync(profile.Id, ct);
            return null;
        }

        profile.CustomId = customId;
        await session.RecordEventAsync(profile.Id, EventAction.Identified, now, ct);
        await session.SaveAccountAsync(profile, now, ct);
        return profile;
    }

    /// <summary>The same 53 bits for the same event of the same customer.</summary>
    private static long IdOf(CustomerId customer, string action, string salt)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{customer.Value}\n{action}\n{salt}"), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) & ((1L << 53) - 1);
    }
}
