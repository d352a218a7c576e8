using Freehold.Storage;

namespace Freehold;

/// <summary>A row of a batch that was refused.</summary>
/// <param name="Row">Its place in what was given.</param>
/// <param name="Failure">Why.</param>
public sealed record RefusedRow(int Row, Failure Failure);

/// <summary>What the business side does with profiles, with and without account.</summary>
public sealed class BusinessProfiles(Database database, BusinessUpdate update, Erasure erasure, ErasureLog log, TimeProvider clock)
{
    /// <summary>So many rows of a batch are one unit of work: few commits, and no long wait for anybody else.</summary>
    private const int RowsAtOnce = 200;

    /// <summary>Makes a profile without account, or changes the one that has the custom id, the address, or (of profiles without account) the phone.</summary>
    /// <returns>The profile, or why nothing happened: <see cref="FailureCode.ReadOnly"/>, <see cref="FailureCode.Taken"/>.</returns>
    public Task<Result<CustomerId>> PutAsync(BusinessChange change, Origin origin, CancellationToken ct) =>
        database.WriteAsync(session => PutAsync(session, change, origin, ct), ct);

    /// <summary>Puts many, in their order; a row that is refused stops no other.</summary>
    public async Task<IReadOnlyList<RefusedRow>> PutAllAsync(IReadOnlyList<BusinessChange> changes, Origin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var refused = new List<RefusedRow>();
        for (var start = 0; start < changes.Count; start += RowsAtOnce)
        {
            var (first, end) = (start, Math.Min(start + RowsAtOnce, changes.Count));
            refused.AddRange(await database.WriteAsync(
                async session =>
                {
                    var failed = new List<RefusedRow>();
                    var made = await session.MakeProfilesAsync(changes, first, end, origin, clock.GetUtcNow(), ct);
                    for (var row = first; row < end; row++)
                        if (!made.Contains(row) && (await PutAsync(session, changes[row], origin, ct)).Failure is { } failure) failed.Add(new RefusedRow(row, failure));
                    return failed;
                },
                ct));
        }

        return refused;
    }

    /// <summary>Changes one profile; where an address has an account whose mailbox was not proved, a profile without account gets the change.</summary>
    /// <returns><see cref="FailureCode.NotFound"/>, <see cref="FailureCode.ReadOnly"/>, <see cref="FailureCode.Taken"/>, or success.</returns>
    public Task<Result<Done>> UpdateAsync(ProfileKey key, BusinessChange change, Origin origin, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await session.LockProfileAsync(key, ct);
                Account? made = null;
                if (account is null && key is ProfileKey.Email { Address: var address } && await session.FindCustomerAsync(IdentifierKind.Login, address.Folded, ct) is not null)
                    account = made = await session.MakeProfileAsync(address, now, ct);
                if (account is null) return FailureCode.NotFound;

                if (await update.ApplyAsync(session, account, change, origin, now, ct) is not { } failure) return new Done();
                if (made is not null) await session.UnmakeAccountAsync(made, ct);
                return failure;
            },
            ct);

    /// <summary>Erases a profile or account at once: the workspace answers for it.</summary>
    /// <returns><see cref="FailureCode.NotFound"/>, or success.</returns>
    public async Task<Result<Done>> DeleteAsync(ProfileKey key, CancellationToken ct)
    {
        var ended = await database.WriteAsync<Result<CustomerId[]>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.LockProfileAsync(key, ct) is not { } account) return FailureCode.NotFound;

                await session.RecordEventAsync(account.Id, EventAction.Deleted, now, ct);

                // Who never had an account is not told of its end.
                return await erasure.EraseAsync(session, account, receipt: account.Registered, now, ct);
            },
            ct);
        if (!ended.Is(out var erased, out var failure)) return failure;

        log.Append(erased);
        return new Done();
    }

    /// <summary>Ends every session of an account.</summary>
    /// <returns><see cref="FailureCode.NotFound"/>, or success.</returns>
    public Task<Result<Done>> SignOutAsync(ProfileKey key, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                if (await session.LockProfileAsync(key, ct) is not { } account) return FailureCode.NotFound;

                await session.EndSessionsAsync(account, except: null, ct);
                if (account.Registered) await session.RecordEventAsync(account.Id, EventAction.SignedOut, clock.GetUtcNow(), ct);
                return new Done();
            },
            ct);

    private async Task<Result<CustomerId>> PutAsync(Session session, BusinessChange change, Origin origin, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(session, change, ct) is { } account)
        {
            // A uuid beside what the profile was found by is a hint that moves nothing.
            var rest = new BusinessChange { Email = change.Email, Phone = change.Phone, CustomId = change.CustomId, Tags = change.Tags, Profile = change.Profile };
            return await update.ApplyAsync(session, account, rest, origin, now, ct) is { } refused ? refused : account.Id;
        }

        return await session.MakeProfileAsync(change, origin, now, ct);
    }

    private static async Task<Account?> FindAsync(Session session, BusinessChange change, CancellationToken ct)
    {
        if (change.CustomId.Sets(out var customId) && await session.LockProfileAsync(new ProfileKey.CustomId(customId), ct) is { } numbered) return numbered;
        if (change.Email.Sets(out var email)) return await session.LockProfileAsync(new ProfileKey.Email(email), ct);
        if (change.CustomId.Value is not null || !change.Phone.Sets(out var phone) || await session.FindByPhoneAloneAsync(phone, ct) is not { } found) return null;
        return await session.LockAccountAsync(found, ct) is { IsRecognized: false } profile ? profile : null;
    }
}
