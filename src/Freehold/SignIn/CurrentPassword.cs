using Freehold.Storage;

namespace Freehold;

/// <summary>Proves the caller's current password again, before a change that asks for it.</summary>
public sealed class CurrentPassword(Database database, PasswordHashing hashing, Secrets secrets, TimeProvider clock)
{
    /// <summary>A stolen session must not become a place to guess the password.</summary>
    private static readonly Limit[] Failures = [new(5, TimeSpan.FromMinutes(15)), new(20, TimeSpan.FromDays(1))];

    /// <summary>One after the other, or a double click after a few typos would be refused as too many tries. Nodes do not wait for each other.</summary>
    private readonly PasswordTurns turns = new(atOnce: 1);

    /// <summary>Checks the password; never call it inside a unit of work.</summary>
    /// <returns>
    /// The stored hash that matched (compare it again under the account's lock), or <see cref="FailureCode.NotSignedIn"/>,
    /// <see cref="FailureCode.WrongMethod"/> (there is no password), <see cref="FailureCode.WrongPassword"/>,
    /// <see cref="FailureCode.Throttled"/>, <see cref="FailureCode.Busy"/>.
    /// </returns>
    internal async Task<Result<string>> ProveAsync(Caller caller, string password, CancellationToken ct)
    {
        var stored = await database.ReadAsync(session => session.FindPasswordAsync(caller, clock.GetUtcNow(), ct), ct);
        if (stored is null) return FailureCode.NotSignedIn;
        if (stored.Hash is null) return FailureCode.WrongMethod;
        return await ProveAsync(stored.Customer, stored.Hash, password, ct);
    }

    /// <summary>Checks the password of an account that a mailed link names, whoever asks.</summary>
    internal async Task<Result<string>> ProveAsync(CustomerId customer, string password, CancellationToken ct)
    {
        var hash = await database.ReadAsync(session => session.FindHashAsync(customer, ct), ct);
        return hash is null ? FailureCode.WrongMethod : await ProveAsync(customer, hash, password, ct);
    }

    private async Task<Result<string>> ProveAsync(CustomerId customer, string hash, string password, CancellationToken ct)
    {
        using var turn = await turns.TakeAsync(customer.ToString(), "", ct);
        if (turn is null) return new Failure(FailureCode.Busy) { RetryAfter = TimeSpan.FromSeconds(1) };

        // Taken before the work, so that many guesses at once, by way of several nodes, cannot slip through; given back when the password is right, or nobody looked at it.
        var name = secrets.Hash("current password", customer.ToString());
        if (await database.WriteAsync(session => session.TakeAsync(name, Failures, clock.GetUtcNow(), ct), ct) is { } wait) return Failure.Throttled(wait);

        var verdict = await hashing.VerifyAsync(password, hash, ct);
        if (!verdict.Is(out var answer, out var failure))
        {
            await database.WriteAsync(session => session.GiveBackAsync(name, ct), ct);
            return failure;
        }

        if (answer == PasswordVerdict.Wrong) return new Failure(FailureCode.WrongPassword, "password");

        await database.WriteAsync<Done>(
            async session =>
            {
                await session.ForgetAsync(name, ct);
                return new Done();
            },
            ct);
        return hash;
    }
}
