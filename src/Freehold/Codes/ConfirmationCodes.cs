using System.Security.Cryptography;
using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Six-digit codes by SMS or e-mail: bound to account, purpose and target, good for ten minutes, five tries and once (<see cref="CodeOptions"/>); only a
/// keyed hash is stored.
/// </summary>
public sealed class ConfirmationCodes(Secrets secrets, SmsLimits sms, SmsUse use, Outbox outbox, CodeOptions options)
{
    /// <summary>Whomever it is sent to: one account does not try out a range of numbers.</summary>
    private static readonly Limit[] PerAccount = [new(10, TimeSpan.FromHours(1)), new(20, TimeSpan.FromDays(1))];

    private readonly Limit[] resend = [options.Resend];
    private readonly Limit[] perRecipient = options.PerRecipient;

    /// <summary>Sends a new code, which replaces an earlier one of its purpose.</summary>
    /// <returns><see cref="FailureCode.Throttled"/> when it is too soon or too much; <see cref="FailureCode.OutOfRange"/> for a phone that is not served.</returns>
    internal async Task<Failure?> SendAsync(Session session, Account account, CodeRequest request, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var customer = request.Recipient.IsNobody ? request.Recipient.Key : account.Id.ToString();
        var ofCustomer = secrets.Hash("codes of", customer, request.Purpose);

        // Begins as the other does: the two rows are neighbours, and one page is written for both.
        byte[] again = [.. ofCustomer.AsSpan(0, 8), .. secrets.Hash("code again", customer, request.Purpose, request.TargetKey).AsSpan(8)];
        if (request.Recipient.Phone is { } phone && sms.Refusal(phone) is { } never) return never;
        if (await session.TakeAsync(again, resend, now, ct) is { } soon) return Failure.Throttled(soon);
        if (await RefusalAsync(session, ofCustomer, request.Recipient, origin, now, ct) is { } refused)
        {
            // Nothing was sent, so nothing would be sent again: who asks once more is told the same reason, and how long it holds.
            await session.ForgetAsync(again, ct);
            return refused;
        }

        var code = Randomness.SixDigits();
        var secret = Secret(account, request.Purpose, request.TargetKey, code);
        await session.KeepCodeAsync(account.Id, request.Purpose, new PendingCode(request.Target, secret, account.Epoch, 0, now, now + options.Lifetime), ct);
        if (request.Recipient.Phone is { } to) await use.SentAsync(session, to, secret, now, ct);
        var values = new Dictionary<string, string>(request.Values) { ["code"] = code, ["token"] = code };
        var message = new OutgoingMessage(request.Recipient.Channel, request.Recipient.Text, request.Template, values) { Language = account[ProfileField.LanguageId], Lifetime = request.Recipient.IsNobody ? TimeSpan.Zero : options.Lifetime };
        await outbox.EnqueueAsync(session, request.Recipient.IsNobody ? Outbox.Strangers : account.Id, message, now, ct);
        return null;
    }

    /// <summary>Tries a code on a locked account; a wrong one is counted, a right one is the caller's to use up (<see cref="CodeQueries.DropCodeAsync"/>).</summary>
    /// <param name="targetKey">What the target is compared by, given the pending code.</param>
    /// <returns>The pending code; <see cref="FailureCode.WrongCode"/> whatever was wrong; <see cref="FailureCode.TooManyTries"/> once they are used up, even for the right code.</returns>
    internal async Task<Result<PendingCode>> TryAsync(Session session, Account account, string purpose, Func<PendingCode, string> targetKey, string text, DateTimeOffset now, CancellationToken ct)
    {
        var pending = await session.FindCodeAsync(account.Id, purpose, ct);
        if (pending is null || pending.Epoch != account.Epoch || pending.ExpiresAt <= now) return FailureCode.WrongCode;
        if (pending.Tries >= options.Tries) return FailureCode.TooManyTries;
        if (CryptographicOperations.FixedTimeEquals(pending.Secret, Secret(account, purpose, targetKey(pending), text.Trim())))
        {
            await use.UsedAsync(session, pending.Secret, pending.SentAt, ct);
            return pending;
        }

        await session.CountTryAsync(account.Id, purpose, ct);
        return FailureCode.WrongCode;
    }

    private async Task<Failure?> RefusalAsync(Session session, byte[] ofCustomer, CodeRecipient recipient, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.TakeAsync(ofCustomer, PerAccount, now, ct) is { } many) return Failure.Throttled(many);
        if (await session.TakeAsync(secrets.Hash(recipient.IsNobody ? "codes to nobody" : "codes to", recipient.Key), perRecipient, now, ct) is { } flood) return Failure.Throttled(flood);
        return recipient.Phone is { } phone ? await sms.TakeAsync(session, phone, origin.Address, now, ct) : null;
    }

    private byte[] Secret(Account account, string purpose, string targetKey, string code) =>
        secrets.Hash("code", account.Id.ToString(), purpose, targetKey, code);
}
