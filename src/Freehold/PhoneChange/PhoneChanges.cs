using Freehold.Storage;

namespace Freehold;

/// <summary>Changing the own phone in two steps: a code to the new number, then the code, which proves that the customer holds it.</summary>
public sealed class PhoneChanges(Database database, OwnAccounts accounts, ConfirmationCodes codes, SignInChanges signInChanges, MessageSenders senders, TimeProvider clock)
{
    /// <summary>Sends the code to the new number.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.ChangesFrozen"/>, <see cref="FailureCode.NoChannel"/> (no SMS sender is configured), <see cref="FailureCode.OutOfRange"/> (a number that is not served), <see cref="FailureCode.Throttled"/>.</returns>
    public Task<Result<Done>> RequestAsync(Caller caller, Phone phone, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await accounts.LockAsync(session, caller, now, ct);
                if (account is null) return FailureCode.NotSignedIn;
                if (SignInChanges.Refusal(account, now) is { } frozen) return frozen;
                if (!senders.Reaches(MessageChannel.Sms)) return FailureCode.NoChannel;

                var request = new CodeRequest(CodePurpose.PhoneChange, phone.Text, phone.Digits, new CodeRecipient(phone, null), MessageTemplate.PhoneCode, new Dictionary<string, string>());
                return await codes.SendAsync(session, account, request, caller.Origin, now, ct) is { } refused ? refused : new Done();
            },
            ct);
    }

    /// <summary>Sets the phone, now proved, with the code that was sent to it.</summary>
    /// <param name="phone">The same number as requested; any other fails like a wrong code.</param>
    /// <param name="sms">The agreement to marketing by SMS for the new number; null leaves it.</param>
    /// <returns><see cref="FailureCode.WrongCode"/>, <see cref="FailureCode.TooManyTries"/>, <see cref="FailureCode.ChangesFrozen"/>, <see cref="FailureCode.NotSignedIn"/>.</returns>
    public Task<Result<Done>> ConfirmAsync(Caller caller, Phone phone, string code, bool? sms, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await accounts.LockAsync(session, caller, now, ct);
                if (account is null) return FailureCode.NotSignedIn;
                if (SignInChanges.Refusal(account, now) is { } frozen) return frozen;

                var tried = await codes.TryAsync(session, account, CodePurpose.PhoneChange, _ => phone.Digits, code, now, ct);
                if (!tried.Is(out _, out var failure)) return failure;

                await session.DropCodeAsync(account.Id, CodePurpose.PhoneChange, ct);
                await signInChanges.ChangePhoneAsync(session, account, phone, proved: true, now, ct);
                await session.ApplyAgreementsAsync(account, AgreementChange.Of(Agreements.Sms, sms), caller.Origin, now, ct);
                account.RecordUpdate(now);
                await session.SaveAccountAsync(account, now, ct);
                return new Done();
            },
            ct);
    }
}
