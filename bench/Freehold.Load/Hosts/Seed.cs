using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Load;

/// <summary>What a filled database holds.</summary>
/// <param name="Bearers">A file with one header line per signed-in account.</param>
/// <param name="Cookies">The same for cookie sessions; the first ones keep much (<see cref="Furniture"/>).</param>
/// <param name="Visitor">The header line of a visitor, who may register.</param>
/// <param name="BytesPerAccount">Disk per account before anybody signed in; 0 where it was not measured.</param>
internal sealed record Seeded(string Bearers, string Cookies, string Visitor, double BytesPerAccount);

/// <summary>Fills a database with plain profiles, in part signed in, through the core's own statements.</summary>
internal sealed class Seed(ServiceProvider services) : IAsyncDisposable
{
    /// <summary>The password of everybody.</summary>
    public const string Password = "as good as any other";

    /// <summary>The pending confirmation code of everybody who is signed in, for the phone of <see cref="NewPhone"/>.</summary>
    public const string Code = "271828";

    private const int InOne = 500;

    private readonly Database database = services.GetRequiredService<Database>();

    public static string Email(int number) => $"customer{number}@example.com";

    /// <summary>The phone that a signed-in account is about to move to.</summary>
    public static string NewPhone(int number) => $"+48666{number:D6}";

    /// <summary>The core on a deployment, without a server.</summary>
    private static Seed Open(Deployment deployment)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationManager());
        deployment.Use(services.AddFreehold(deployment.Options));
        return new Seed(services.BuildServiceProvider());
    }

    /// <summary>Makes accounts, the first <paramref name="signedIn"/> of them with a bearer's and a cookie's session and a code on its way.</summary>
    public static async Task<Seeded> FillAsync(Deployment deployment, int accounts, int signedIn, CancellationToken ct)
    {
        Console.WriteLine($"filling {accounts} accounts into {deployment.Storage}");
        await using var seed = Open(deployment);
        await seed.database.MigrateAsync(ct);
        var made = await seed.MakeAsync(accounts, ct);
        await seed.database.ForgetAsync(ct);
        var bytes = deployment.ConnectionString is null ? new FileInfo(Path.Combine(deployment.Data, "freehold.db")).Length : 0;
        await seed.FurnishAsync(made[..Math.Min(Furniture.Accounts, made.Length)], ct);
        return await seed.SignInAsync(deployment, made[..Math.Min(signedIn, made.Length)], ct) with { BytesPerAccount = bytes / (double)accounts };
    }

    /// <summary>Makes one account, copies it so often, and signs some of the copies in.</summary>
    public static async Task<Seeded> GrowAsync(Deployment deployment, int accounts, int signedIn, CancellationToken ct)
    {
        await using var seed = Open(deployment);
        await seed.database.MigrateAsync(ct);
        var growth = new Growth(seed.database, (await seed.MakeAsync(1, ct))[0]);
        await growth.CopyAsync(accounts, ct);
        return await seed.SignInAsync(deployment, [.. await growth.DrawAsync(signedIn, accounts, ct)], ct);
    }

    /// <summary>Begins sessions of accounts, and writes their header lines.</summary>
    private async Task<Seeded> SignInAsync(Deployment deployment, CustomerId[] customers, CancellationToken ct)
    {
        var tokens = services.GetRequiredService<AccessTokens>();
        var seeded = new Seeded(Path.Combine(deployment.Data, "bearers.txt"), Path.Combine(deployment.Data, "cookies.txt"), "Authorization: Bearer " + Visitor(tokens), 0);
        await using var bearers = new StreamWriter(seeded.Bearers);
        await using var cookies = new StreamWriter(seeded.Cookies);
        for (var first = 0; first < customers.Length; first += InOne)
        {
            var some = customers[first..Math.Min(first + InOne, customers.Length)];
            var start = first;
            foreach (var (bearer, cookie) in await database.WriteAsync(session => BeginAsync(session, start, some, ct), ct))
            {
                var says = new AccessToken(TokenRealm.Client, bearer.Customer, bearer.Id, null, SignIns.PasswordMethod, bearer.ExpiresAt);
                await bearers.WriteLineAsync($"Authorization: Bearer {tokens.Issue(says).Text}");
                await cookies.WriteLineAsync($"Cookie: freehold={cookie.Text}");
            }
        }

        return seeded;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static string Visitor(AccessTokens tokens) =>
        tokens.Issue(new AccessToken(TokenRealm.Anonymous, default, "", Randomness.Uuid(TimeProvider.System.GetUtcNow()), "ANONYMOUS", TimeProvider.System.GetUtcNow().AddDays(1))).Text;

    private async Task<CustomerId[]> MakeAsync(int accounts, CancellationToken ct)
    {
        var hash = (await services.GetRequiredService<PasswordHashing>().HashAsync(Password, ct)).Value!;
        var made = new CustomerId[accounts];
        for (var first = 0; first < accounts; first += InOne)
        {
            var start = first;
            await database.WriteAsync(
                async session =>
                {
                    for (var number = start; number < Math.Min(start + InOne, accounts); number++) made[number] = await MakeAsync(session, number, hash, ct);
                    return new Done();
                },
                ct);
        }

        return made;
    }

    private async Task FurnishAsync(CustomerId[] customers, CancellationToken ct)
    {
        await services.GetRequiredService<Products>().PutAsync(Furniture.Catalogue, ct);
        foreach (var customer in customers) await database.WriteAsync(session => Furniture.AddAsync(session, customer, TimeProvider.System.GetUtcNow(), ct), ct);
    }

    /// <summary>What a registration leaves for good, apart from its events and messages.</summary>
    private static async Task<CustomerId> MakeAsync(Session session, int number, string hash, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var account = PlainProfile.New(number, now);
        while (!await session.InsertAccountAsync(account, now, ct)) account = PlainProfile.New(number, now);
        await session.SeizeAsync(IdentifierKind.Uuid, account.Uuid, account.Id, ct);
        await session.ClaimAsync(IdentifierKind.Login, account.Email!, account.Id, now, ct);
        await session.SetPasswordAsync(account.Id, hash, proved: true, now, ct);
        return account.Id;
    }

    private async Task<List<(NewSession Bearer, CookieSession Cookie)>> BeginAsync(Session session, int first, CustomerId[] customers, CancellationToken ct)
    {
        var secrets = services.GetRequiredService<Secrets>();
        var begun = new List<(NewSession, CookieSession)>();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var customer in customers)
        {
            var bearer = new NewSession(customer, Randomness.SessionId(), 1, SignIns.PasswordMethod, "127.0.0.1", now.AddDays(30), now.AddDays(14));
            var cookie = CookieSession.For(customer);
            await session.BeginSessionAsync(bearer, now, ct);
            await session.BeginSessionAsync(bearer with { Id = cookie.SessionId() }, now, ct);
            begun.Add((bearer, cookie));

            var phone = NewPhone(first + begun.Count - 1);
            var secret = secrets.Hash("code", customer.ToString(), CodePurpose.PhoneChange, phone[1..], Code);
            await session.KeepCodeAsync(customer, CodePurpose.PhoneChange, new PendingCode(phone, secret, 1, 0, now, now.AddDays(1)), ct);
        }

        return begun;
    }
}
