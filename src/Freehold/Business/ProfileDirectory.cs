using Freehold.Storage;

namespace Freehold;

/// <summary>A page of profiles and its place in the whole.</summary>
/// <param name="Profiles">The page.</param>
/// <param name="All">How many profiles there are; up to half a minute old.</param>
/// <param name="Matching">How many match; counted up to 10,000 where something is searched.</param>
public sealed record DirectoryAnswer(IReadOnlyList<Account> Profiles, long All, long Matching);

/// <summary>Finding and listing profiles for the business side. Accounts that look deleted are not there.</summary>
public sealed class ProfileDirectory(Database database, FreeholdOptions options, TimeProvider clock)
{
    /// <summary>Beyond this, counting costs more than anybody pages through.</summary>
    private const long MostCounted = 10_000;

    /// <summary>So many of each field are looked at when a text is searched anywhere.</summary>
    private const long MostOfEach = 1000;

    private static readonly TimeSpan CountLives = TimeSpan.FromSeconds(30);

    private readonly Counted?[] counts = new Counted?[3];

    /// <summary>One profile; null when there is none.</summary>
    public Task<Account?> FindAsync(ProfileKey key, CancellationToken ct) => database.ReadAsync(session => session.FindProfileAsync(key, ct), ct);

    /// <summary>One page.</summary>
    public Task<IReadOnlyList<Account>> ListAsync(DirectoryQuery query, CancellationToken ct) => database.ReadAsync(session => PageAsync(session, Understood(query), ct), ct);

    /// <summary>One page, and how many there are.</summary>
    public Task<DirectoryAnswer> ListCountedAsync(DirectoryQuery query, CancellationToken ct)
    {
        query = Understood(query);
        return database.ReadAsync(
            async session =>
            {
                var all = await CountAsync(session, null, ct);
                if (query.Anywhere is { } text)
                {
                    var (page, found) = await session.SearchAsync(query, text, MostOfEach, ct);
                    return new DirectoryAnswer(page, all, found);
                }

                var matching = query.Driver() is { } driver ? await session.CountAsync(query, driver, query.Beginning(driver), MostCounted, ct) : await CountAsync(session, query.Recognized, ct);
                return new DirectoryAnswer(await PageAsync(session, query, ct), all, matching);
            },
            ct);
    }

    private DirectoryQuery Understood(DirectoryQuery query) => query with { DefaultCountry = options.DefaultPhoneCountry };

    private static async Task<IReadOnlyList<Account>> PageAsync(Session session, DirectoryQuery query, CancellationToken ct)
    {
        if (query.Anywhere is { } text) return (await session.SearchAsync(query, text, MostOfEach, ct)).Page;

        var driver = query.Driver() ?? query.Sort;

        // Few matches are found and then sorted; so many that sorting is slow are met soon in the order that is wanted.
        if (driver != query.Sort && await session.CountAsync(query, driver, query.Beginning(driver), MostCounted, ct) == MostCounted) driver = query.Sort;
        return await session.PageAsync(query, driver, query.Beginning(driver), ct);
    }

    private async Task<long> CountAsync(Session session, bool? recognized, CancellationToken ct)
    {
        var slot = recognized switch { null => 0, true => 1, false => 2 };
        var now = clock.GetUtcNow();
        if (counts[slot] is { } known && now - known.At < CountLives && now >= known.At) return known.Count;

        var count = await session.CountAsync(new DirectoryQuery { Recognized = recognized }, ct);
        counts[slot] = new Counted(now, count);
        return count;
    }

    private sealed record Counted(DateTimeOffset At, long Count);
}
