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

/// <summary>An event of whom the business side names.</summary>
/// <param name="Whose">Whom it names.</param>
/// <param name="Event">What it tells of them.</param>
/// <param name="Field">The member that names them, for a failure to point at.</param>
public sealed record NamedEvent(NamedCustomer Whose, ToldEvent Event, string Field);

/// <summary>Recording what customers, visitors and the business side tell.</summary>
public sealed class EventRecording(Database database, OwnAccounts accounts, Secrets secrets, EventOptions options, TimeProvider clock)
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
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                await RecordOwnAsync(session, account.Id, told, now, ct);
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
                    if (!origin.IsSpared && await session.TakeAsync(secrets.Hash("new visitors", origin.Address), NewVisitors, now, ct) is { } wait) return Failure.Throttled(wait);
                    holder = await MakeAsync(session, uuid, now, ct);
                }

                // Held, or events of whom somebody erases meanwhile would outlive the erasure.
                if (holder is { } customer && await session.LockAccountAsync(customer, ct) is not null) await RecordOwnAsync(session, customer, told, now, ct);
                return new Done();
            },
            ct);

    /// <summary>Events of whom the business side names, all or none: whoever has the custom id, else the address; nobody's yet get one profile with all that was named.</summary>
    /// <returns><see cref="FailureCode.NotFound"/> for a number, or a uuid that is not a visitor's; <see cref="FailureCode.Taken"/>; or success.</returns>
    public Task<Result<Done>> OfAsync(IReadOnlyList<NamedEvent> told, Origin origin, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                // Held as above; all at once, so that two batches that name the same ones do not wait for each other in a circle.
                await session.HoldAsync(told.SelectMany(one => one.Whose.Keys()).Distinct(), ct);

                // A failure commits: whom nobody can make is looked for before anybody is made or anything is recorded.
                var now = clock.GetUtcNow();
                foreach (var one in told)
                    if (await RefusalAsync(session, one, ct) is { } refusal) return refusal;

                var owners = new CustomerId[told.Count];
                for (var i = 0; i < owners.Length; i++)
                {
                    if (await OwnerAsync(session, told[i].Whose, origin, now, ct) is not { } owner) return new Failure(FailureCode.Taken, told[i].Field);
                    owners[i] = owner;
                }

                // Visitors were not held yet.
                var there = new HashSet<CustomerId>();
                foreach (var owner in owners.Distinct().OrderBy(owner => owner.Value))
                    if (await session.LockAccountAsync(owner, ct) is not null) there.Add(owner);
                await RecordAsync(session, owners.Zip(told, (owner, one) => (owner, one.Event)).Where(one => there.Contains(one.owner)), isOwn: false, now, ct);
                return new Done();
            },
            ct);

    private static async Task<Failure?> RefusalAsync(Session session, NamedEvent named, CancellationToken ct)
    {
        if (named.Whose.Id is { } id) return await session.LockProfileAsync(new ProfileKey.Id(id), ct) is null ? new Failure(FailureCode.NotFound, named.Field) : null;

        // A uuid is the customer's own word: nobody who is named is found by it.
        return named.Whose.Visitor is { } uuid && await session.FindProfileAsync(new ProfileKey.Uuid(uuid), ct) is { IsRecognized: true } ? new Failure(FailureCode.NotFound, $"{named.Field}.uuid") : null;
    }

    /// <summary>Whose the event is; null when somebody else was faster to take the identifier.</summary>
    private static async Task<CustomerId?> OwnerAsync(Session session, NamedCustomer whose, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        if (whose.Id is { } id) return (await session.LockProfileAsync(new ProfileKey.Id(id), ct))?.Id;
        if (whose.Visitor is { } uuid) return (await session.FindProfileAsync(new ProfileKey.Uuid(uuid), ct))?.Id ?? await MakeAsync(session, uuid, now, ct);
        if (whose.CustomId is { } number && await session.LockProfileAsync(new ProfileKey.CustomId(number), ct) is { } numbered) return numbered.Id;
        if (whose.Email is { } address && await session.LockProfileAsync(new ProfileKey.Email(address), ct) is { } addressed) return addressed.Id;

        // One profile with all of it, as the same shop's next profile row will name them together.
        var profile = new BusinessChange { Email = Set(whose.Email), CustomId = Set(whose.CustomId), Uuid = Set(whose.Uuid) };
        return (await session.MakeProfileAsync(profile, origin, now, ct)).Is(out var made, out _) ? made : null;
    }

    private static Named<T> Set<T>(T? value) where T : class => new(value is not null, value);

    /// <summary>Nobody but they vouches for these events, so there are only so many: a customer must not fill the database.</summary>
    private async Task RecordOwnAsync(Session session, CustomerId customer, IReadOnlyList<ToldEvent> told, DateTimeOffset now, CancellationToken ct)
    {
        await RecordAsync(session, told.Select(one => (customer, one)), isOwn: true, now, ct);
        await session.ForgetOldestToldAsync(customer, options.MostTold, ct);
    }

    /// <summary>Records events under numbers one after the other, so that those of one moment keep their order and none takes the place of another.</summary>
    private async Task RecordAsync(Session session, IEnumerable<(CustomerId Customer, ToldEvent Event)> told, bool isOwn, DateTimeOffset now, CancellationToken ct)
    {
        var id = Randomness.RowId(now);
        foreach (var (customer, one) in told)
        {
            var at = one.At < now ? one.At.Value : now;
            if (at < options.Since(one.Action, now)) continue;
            await session.RecordEventAsync(customer, one.Salt is null ? id++ : IdOf(customer, isOwn, one.Action, one.Salt), one.Action, isOwn, one.Parameters, at, ct);
        }
    }

    private static async Task<CustomerId?> MakeAsync(Session session, string uuid, DateTimeOffset now, CancellationToken ct)
    {
        var profile = await session.MakeProfileAsync(now, ct);
        if (!await session.ClaimAsync(IdentifierKind.Uuid, uuid, profile.Id, now, ct))
        {
            // Another first event of the same visitor was faster.
            await session.UnmakeAccountAsync(profile, ct);
            return await session.FindCustomerAsync(IdentifierKind.Uuid, uuid, ct);
        }

        await session.ReleaseAsync(IdentifierKind.Uuid, profile.Uuid, profile.Id, ct);
        profile.Uuid = uuid;
        await session.SaveAccountAsync(profile, now, ct);
        return profile.Id;
    }

    /// <summary>The same 53 bits for the same event of the same customer; others for what the customer tells of it than for what the shop does, whose word must stand.</summary>
    private static long IdOf(CustomerId customer, bool isOwn, string action, string salt)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{customer.Value}\n{(isOwn ? "own\n" : "")}{action}\n{salt}"), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) & ((1L << 53) - 1);
    }
}
