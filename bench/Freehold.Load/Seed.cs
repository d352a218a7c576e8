using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Load;

/// <summary>Fills a database with plain profiles that are signed in, through the core's own statements.</summary>
internal static class Seed
{
    /// <summary>Makes accounts and writes one header line per signed-in account: bearers to one file, cookies to another.</summary>
    /// <returns>The two files.</returns>
    public static async Task<(string Bearers, string Cookies)> FillAsync(FreeholdOptions options, Action<FreeholdServices> storage, int accounts, int signedIn, CancellationToken ct)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationManager());
        storage(services.AddFreehold(options));
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<Database>();
        var tokens = provider.GetRequiredService<AccessTokens>();
        await database.MigrateAsync(ct);

        var bearers = Path.Combine(options.Data, "bearers.txt");
        var cookies = Path.Combine(options.Data, "cookies.txt");
        await using var bearerLines = new StreamWriter(bearers);
        await using var cookieLines = new StreamWriter(cookies);
        const int inOne = 500;
        for (var done = 0; done < accounts; done += inOne)
        {
            var first = done;
            foreach (var (bearer, cookie) in await database.WriteAsync(session => MakeAsync(session, first, Math.Min(inOne, accounts - first), signedIn, ct), ct))
            {
                var says = new AccessToken(TokenRealm.Client, bearer.Customer, bearer.Id, null, SignIns.PasswordMethod, bearer.ExpiresAt);
                await bearerLines.WriteLineAsync($"Authorization: Bearer {tokens.Issue(says).Text}");
                await cookieLines.WriteLineAsync($"Cookie: freehold={cookie.Text}");
            }
        }

        return (bearers, cookies);
    }

    private static async Task<List<(NewSession Bearer, CookieSession Cookie)>> MakeAsync(Session session, int first, int count, int signedIn, CancellationToken ct)
    {
        var made = new List<(NewSession, CookieSession)>();
        var now = TimeProvider.System.GetUtcNow();
        for (var number = first; number < first + count; number++)
        {
            var account = New(number, now);
            while (!await session.InsertAccountAsync(account, now, ct)) account = New(number, now);
            await session.ClaimAsync(IdentifierKind.Login, account.Email!, account.Id, now, ct);
            if (number >= signedIn) continue;

            var bearer = new NewSession(account.Id, Randomness.SessionId(), 1, SignIns.PasswordMethod, "127.0.0.1", now.AddDays(30), now.AddDays(14));
            var cookie = CookieSession.For(account.Id);
            await session.BeginSessionAsync(bearer, now, ct);
            await session.BeginSessionAsync(bearer with { Id = cookie.SessionId() }, now, ct);
            made.Add((bearer, cookie));
        }

        return made;
    }

    private static Account New(int number, DateTimeOffset now)
    {
        var account = new Account
        {
            Id = Randomness.CustomerId(now),
            Standing = Standing.Active,
            Registered = true,
            CreatedAt = now,
            ChangedAt = now,
            Uuid = Randomness.Uuid(),
            Email = $"customer{number}@example.com",
            EmailVerified = true,
            VerifiedEmail = $"customer{number}@example.com",
            Phone = $"+4855501{number % 10000:D4}",
            PhoneDigits = $"4855501{number % 10000:D4}",
        };
        account[ProfileField.FirstName] = "Anna";
        account[ProfileField.LastName] = "Kowalska";
        account[ProfileField.Address1] = "ul. Kwiatowa 7";
        account[ProfileField.Postal] = "30-001";
        account[ProfileField.City] = "Krakow";
        account[ProfileField.CountryId] = "PL";
        account[ProfileField.LanguageId] = "pl";
        account[ProfileField.Label] = "Anna Kowalska";
        account[ProfileField.BirthDate] = "1990-05-17";
        return account;
    }
}
