using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Freehold.Identity;

/// <summary>Fills Identity's tables, and signs some of the accounts in.</summary>
internal static class Filling
{
    private const int InOne = 2000;

    /// <summary>Makes accounts and writes one header line per signed-in account.</summary>
    public static async Task FillAsync(IServiceProvider services, int accounts, int signedIn, string bearers)
    {
        await using var lines = new StreamWriter(bearers);
        for (var done = 0; done < accounts; done += InOne)
        {
            await using var scope = services.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<Accounts>();
            // On PostgreSQL the database is there already, with other tables.
            if (done == 0 && !await database.Database.EnsureCreatedAsync()) await database.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
            var users = Enumerable.Range(done, Math.Min(InOne, accounts - done)).Select(New).ToList();
            database.Users.AddRange(users);
            await database.SaveChangesAsync();
            foreach (var user in users.Take(signedIn - done)) await lines.WriteLineAsync($"Authorization: Bearer {Token(services, user)}");
        }
    }

    private static IdentityUser New(int number)
    {
        var email = $"customer{number}@example.com";
        return new IdentityUser(email)
        {
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            PhoneNumber = $"+4855501{number % 10000:D4}",
        };
    }

    /// <summary>The token that POST /login would hand out: the same claims under the same protector, without the hash of a password each.</summary>
    private static string Token(IServiceProvider services, IdentityUser user)
    {
        var claims = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.Id),
                new Claim(ClaimTypes.Name, user.UserName!),
                new Claim(ClaimTypes.Email, user.Email!),
                new Claim("AspNet.Identity.SecurityStamp", user.SecurityStamp!),
                new Claim("amr", "pwd"),
            ],
            IdentityConstants.ApplicationScheme);
        var properties = new AuthenticationProperties { ExpiresUtc = TimeProvider.System.GetUtcNow().AddDays(1) };
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(claims), properties, $"{IdentityConstants.BearerScheme}:AccessToken");
        return services.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(IdentityConstants.BearerScheme).BearerTokenProtector.Protect(ticket);
    }
}
