using Freehold.Storage;

namespace Freehold;

/// <summary>The names under which a sign-in is counted; keyed hashes, so that the table tells neither accounts nor addresses.</summary>
/// <param name="Attempt">Account and client address, or account and known device.</param>
/// <param name="Account">The account, or the login of one that does not exist.</param>
/// <param name="Address">The client address; of a known device all known ones of the account together.</param>
/// <param name="IsKnownDevice">Only its own failures count against a known device.</param>
internal sealed record SignInNames(string Attempt, string Account, string Address, bool IsKnownDevice);

/// <summary>
/// Slows down guessing, for existing and unknown accounts alike, unless <see cref="SignInOptions"/> says otherwise: after 5 failures of one address at one account a growing
/// delay of 30 s to 1 h; 100 failures of one address within an hour, whatever the accounts; after 100 in a row at one account
/// a mailed link. A known device meets none of what strangers caused; after 100 failures of an account's known devices within
/// 30 days they are strangers too, since whoever once knew the password may have made many known.
/// </summary>
public sealed class SignInThrottle(Secrets secrets, KnownDevices devices, LinkMail links, SignInOptions options)
{
    private static readonly TimeSpan AddressWindow = TimeSpan.FromHours(1);
    private static readonly TimeSpan AttemptMemory = TimeSpan.FromDays(1);
    private static readonly TimeSpan AccountMemory = TimeSpan.FromDays(30);

    internal async Task<SignInNames> NamesAsync(Session session, IdentifierKind kind, string login, CustomerId? customer, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var account = customer?.ToString() ?? $"{kind} {login}";
        if (customer is { } existing && devices.Knows(existing, origin.Device, now) && await session.FailuresAsync(DevicesName(account), now, ct) < options.FailuresPerAccount)
            return new SignInNames(AttemptName(account, origin.Device!), AccountName(account), DevicesName(account), IsKnownDevice: true);
        return new SignInNames(AttemptName(account, origin.Address), AccountName(account), Name("sign-in address", origin.Address), IsKnownDevice: false);
    }

    /// <summary>The failures so far, and why a further try is refused unseen; null when it is not.</summary>
    internal async Task<(Failure? Refusal, bool AnyFailures)> JudgeAsync(Session session, SignInNames names, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        Failure? refusal = null;
        var own = false;
        foreach (var (name, failures) in await session.ListFailuresAsync(names, now, ct))
        {
            if (name == names.Attempt)
            {
                own = true;
                if (failures.LastAt + Delay(failures.Count) - now is { Ticks: > 0 } wait) refusal ??= Failure.Throttled(wait);
            }
            else if (name == names.Account)
            {
                own = true;
                if (failures.Count >= options.FailuresPerAccount && !names.IsKnownDevice) refusal = new Failure(FailureCode.Locked);
            }
            else if (failures.Count >= options.FailuresPerAddress && !names.IsKnownDevice && !origin.IsSpared)
            {
                refusal ??= Failure.Throttled(failures.ExpiresAt - now);
            }
        }

        return (refusal, own);
    }

    /// <summary>Counts a wrong password; the one that locks an account mails its owner the link that opens it again.</summary>
    internal async Task CountAsync(Session session, SignInNames names, CustomerId? customer, DateTimeOffset now, CancellationToken ct)
    {
        await session.CountFailureAsync(names.Attempt, AttemptMemory, slides: true, now, ct);
        await session.CountFailureAsync(names.Address, names.IsKnownDevice ? AccountMemory : AddressWindow, slides: false, now, ct);
        if (names.IsKnownDevice) return;

        var inARow = await session.CountFailureAsync(names.Account, AccountMemory, slides: true, now, ct);
        if (inARow == options.FailuresPerAccount) await MailAsync(session, names, customer, now, ct);
    }

    /// <summary>Somebody tries at a locked account: its owner may need another link, an unknown one does the same work.</summary>
    internal Task RemindAsync(Session session, SignInNames names, CustomerId? customer, DateTimeOffset now, CancellationToken ct) =>
        MailAsync(session, names, customer, now, ct);

    /// <summary>The right password came: failures in a row start anew.</summary>
    internal static async Task ForgetAsync(Session session, SignInNames names, CancellationToken ct)
    {
        await session.ForgetFailuresAsync(names.Attempt, ct);
        await session.ForgetFailuresAsync(names.Account, ct);
    }

    /// <summary>A new password opens a locked account.</summary>
    internal async Task OpenAsync(Session session, CustomerId customer, CancellationToken ct)
    {
        await session.ForgetFailuresAsync(AccountName(customer.ToString()), ct);
        await session.ForgetFailuresAsync(DevicesName(customer.ToString()), ct);
    }

    /// <summary>A confirmed device may try at once.</summary>
    internal async Task OpenAsync(Session session, CustomerId customer, string attempt, CancellationToken ct)
    {
        await session.ForgetFailuresAsync(attempt, ct);
        await OpenAsync(session, customer, ct);
    }

    /// <summary>Who sets a password by a mailed link may sign in with it at once, from where they did.</summary>
    internal async Task OpenAsync(Session session, CustomerId customer, Origin origin, CancellationToken ct)
    {
        if (origin.Device is { } device) await session.ForgetFailuresAsync(AttemptName(customer.ToString(), device), ct);
        await OpenAsync(session, customer, AttemptName(customer.ToString(), origin.Address), ct);
    }

    private TimeSpan Delay(int failures) =>
        failures < options.FreeFailures ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(options.FirstDelay.TotalSeconds * Math.Pow(2, failures - options.FreeFailures), options.LongestDelay.TotalSeconds));

    private async Task MailAsync(Session session, SignInNames names, CustomerId? customer, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.TakeAsync(secrets.Hash("sign-in locked", names.Account), links.PerTarget, now, ct) is not null) return;
        if (customer is not { } owner || await session.LockAccountAsync(owner, ct) is not { } account || SignInChanges.ResetAddress(account) is not { } address)
        {
            await links.PretendAsync(session, LinkPurpose.ResetPassword, now, ct);
            return;
        }

        // Older links of a reset stay good: strangers must not be able to void what the owner has asked for.
        var lifetime = links.Lifetime(LinkPurpose.ResetPassword);
        var token = await session.CreateLinkAsync(account.Id, LinkPurpose.ResetPassword, address, null, now, lifetime, ct);
        await links.SendAsync(session, account, address, MessageTemplate.SignInLocked, new() { ["token"] = token.Text, ["link"] = links.Url(token) }, lifetime, now, ct);
    }

    private string AttemptName(string account, string from) => Name("sign-in attempt", account, from);

    private string AccountName(string account) => Name("sign-in account", account, "");

    private string DevicesName(string account) => Name("sign-in known devices", account);

    private string Name(string kind, string first, string second = "") => Convert.ToHexString(secrets.Hash(kind, first, second).AsSpan(0, 16));
}
