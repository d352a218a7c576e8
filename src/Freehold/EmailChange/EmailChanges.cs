using Freehold.Storage;

namespace Freehold;

/// <summary>Changing the own e-mail in two steps: the password and a code over a channel that the customer already has, then the code. Until then the old address stays.</summary>
public sealed class EmailChanges(
    Database database, OwnAccounts accounts, CurrentPassword passwords, IdentityProofs identities, ConfirmationCodes codes, SignInChanges signInChanges, MessageSenders senders, Outbox outbox, LinkMail links, Secrets secrets, FreeholdOptions options, TimeProvider clock)
{
    /// <summary>Sends the code to the phone on file, or to the verified e-mail where there is no phone.</summary>
    /// <returns>
    /// Nothing, also when the address is somebody else's (who is told, while the confirmation will fail like a wrong code);
    /// <see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.WrongPassword"/>, <see cref="FailureCode.WrongMethod"/>,
    /// <see cref="FailureCode.ChangesFrozen"/>, <see cref="FailureCode.NoChannel"/>, <see cref="FailureCode.Throttled"/>.
    /// </returns>
    public async Task<Result<Done>> RequestAsync(Caller caller, EmailAddress email, string password, CancellationToken ct)
    {
        var proof = await passwords.ProveAsync(caller, password, ct);
        return proof.Is(out var hash, out var failure)
            ? await RequestAsync(caller, email, async (session, account) => await session.FindHashAsync(account.Id, ct) == hash ? null : new Failure(FailureCode.WrongPassword, "password"), ct)
            : failure;
    }

    /// <summary>As with a password, for an account that has none: its identity provider's token is the proof.</summary>
    /// <returns>As with a password; also <see cref="FailureCode.Unavailable"/> when the provider does not answer.</returns>
    public async Task<Result<Done>> RequestAsync(Caller caller, EmailAddress email, IdentityToken shown, CancellationToken ct)
    {
        var proof = await identities.ProveAsync(caller, shown, ct);
        return proof.Is(out var identity, out var failure) ? await RequestAsync(caller, email, Refusal, ct) : failure;

        async Task<Failure?> Refusal(Session session, Account account)
        {
            if (await session.FindHashAsync(account.Id, ct) is not null) return new Failure(FailureCode.WrongMethod);
            return await IdentityProofs.StandsAsync(session, account, identity, ct) ? null : new Failure(FailureCode.WrongPassword);
        }
    }

    private Task<Result<Done>> RequestAsync(Caller caller, EmailAddress email, Func<Session, Account, Task<Failure?>> refusal, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await accounts.LockAsync(session, caller, now, ct);
                if (account is null) return FailureCode.NotSignedIn;
                if (await refusal(session, account) is { } unproved) return unproved;
                if (SignInChanges.Refusal(account, now) is { } frozen) return frozen;
                if (await ChannelAsync(session, account, ct) is not { } recipient) return FailureCode.NoChannel;

                var request = new CodeRequest(CodePurpose.EmailChange, email.Text, email.Folded, recipient, MessageTemplate.EmailChangeCode, new Dictionary<string, string> { ["new"] = email.Text });
                if (await codes.SendAsync(session, account, request, caller.Origin, now, ct) is { } refused) return refused.Code == FailureCode.OutOfRange ? FailureCode.NoChannel : refused;
                await TellOwnerAsync(session, account, email, now, ct);
                return new Done();
            },
            ct);

    /// <summary>Changes the e-mail with the code that was sent.</summary>
    /// <param name="newsletter">The newsletter agreement for the new address; null leaves it.</param>
    /// <returns><see cref="FailureCode.WrongCode"/>, also when the address is somebody else's by now; <see cref="FailureCode.TooManyTries"/>; <see cref="FailureCode.ChangesFrozen"/>; <see cref="FailureCode.NotSignedIn"/>.</returns>
    public Task<Result<Done>> ConfirmAsync(Caller caller, string code, bool? newsletter, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await accounts.LockAsync(session, caller, now, ct);
                if (account is null) return FailureCode.NotSignedIn;
                if (SignInChanges.Refusal(account, now) is { } frozen) return frozen;

                var tried = await codes.TryAsync(session, account, CodePurpose.EmailChange, pending => Address(pending).Folded, code, now, ct);
                if (!tried.Is(out var right, out var failure)) return failure;
                if (await signInChanges.ChangeEmailAsync(session, account, Address(right), proved: false, now, ct) is not null)
                {
                    // Taken: nothing may tell this from a wrong code, not even how many tries are left.
                    await session.CountTryAsync(account.Id, CodePurpose.EmailChange, ct);
                    return FailureCode.WrongCode;
                }

                await session.DropCodeAsync(account.Id, CodePurpose.EmailChange, ct);
                await session.ApplyAgreementsAsync(account, AgreementChange.Of(Agreements.Email, newsletter), caller.Origin, now, ct);
                account.RecordUpdate(now);
                await session.SaveAccountAsync(account, now, ct);
                return new Done();
            },
            ct);

    /// <summary>The phone on file, unless somebody else has proved it since; else the e-mail, if it is verified. Null where nothing can be sent.</summary>
    private async Task<CodeRecipient?> ChannelAsync(Session session, Account account, CancellationToken ct)
    {
        if (account.Phone is { } typed && await IsHoldersAsync(session, account, ct))
            return senders.Reaches(MessageChannel.Sms) && Phone.Parse(typed, "phone", options.DefaultPhoneCountry).Is(out var phone, out _) ? new CodeRecipient(phone, null) : null;

        return account is { EmailVerified: true, Email: { } address } && senders.Reaches(MessageChannel.Email) && EmailAddress.Parse(address, "email").Is(out var email, out _)
            ? new CodeRecipient(null, email)
            : null;
    }

    // A phone that the customer proved counts as long as nobody else has since, wherever that other one is by now: only a new
    // proof tells whose it is. One that was never proved counts until somebody proves it.
    private static async Task<bool> IsHoldersAsync(Session session, Account account, CancellationToken ct)
    {
        var holder = await session.FindHolderAsync(IdentifierKind.ProvedPhone, account.PhoneDigits ?? "", ct);
        return holder == account.Id || (holder is null && !account.PhoneProved);
    }

    private async Task TellOwnerAsync(Session session, Account account, EmailAddress email, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.FindCustomerAsync(IdentifierKind.Login, email.Folded, ct) is not { } holder || holder == account.Id) return;
        if (await session.FindAccountAsync(holder, ct) is not { Email: { } address } owner || owner.FoldedEmail != email.Folded) return;
        if (await session.TakeAsync(secrets.Hash("address wanted", email.Folded), links.PerTarget, now, ct) is not null) return;

        await outbox.EnqueueAsync(session, owner.Id, new OutgoingMessage(MessageChannel.Email, address, MessageTemplate.EmailChangeOwner, new Dictionary<string, string>()) { Language = owner[ProfileField.LanguageId] }, now, ct);
    }

    private static EmailAddress Address(PendingCode pending) => EmailAddress.Parse(pending.Target, "email").Value;
}
