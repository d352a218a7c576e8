using Freehold.Storage;

namespace Freehold;

/// <summary>PINs that activate an account on the device that asked for them.</summary>
public sealed class ActivationPins(ConfirmationCodes codes, LinkMail links)
{
    /// <summary>Mails a PIN, and the link that does without the device; <see cref="FailureCode.Throttled"/> when it is too soon.</summary>
    internal async Task<Failure?> SendAsync(Session session, Account account, Device device, Origin origin, DateTimeOffset now, CancellationToken ct) =>
        EmailAddress.Parse(account.Email, "email").Is(out var email, out _)
            ? await SendAsync(session, account, new CodeRecipient(null, email), device, links.Lifetime(LinkPurpose.VerifyEmail), origin, now, ct)
            : null;

    /// <summary>Does what <see cref="SendAsync(Session, Account, Device, Origin, DateTimeOffset, CancellationToken)"/> does, to nobody.</summary>
    internal Task<Failure?> PretendAsync(Session session, EmailAddress email, Device device, Origin origin, DateTimeOffset now, CancellationToken ct) =>
        SendAsync(session, new Account { Id = CustomerId.Nobody(now) }, new CodeRecipient(null, email) { IsNobody = true }, device, TimeSpan.Zero, origin, now, ct);

    private async Task<Failure?> SendAsync(Session session, Account account, CodeRecipient to, Device device, TimeSpan lifetime, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var link = LinkToken.For(account.Id);
        var values = new Dictionary<string, string> { ["link"] = links.Url(link) };
        var request = new CodeRequest(CodePurpose.Activation, $"{to.Text}\n{device.Text}", Key(to.Key, device), to, MessageTemplate.ActivationPin, values);
        if (await codes.SendAsync(session, account, request, origin, now, ct) is { } refused) return refused;

        // Only now: whoever asks too often, and may be a stranger, must not void the link that was mailed before.
        await session.VoidLinksAsync(account.Id, LinkPurpose.VerifyEmail, ct);
        await session.KeepLinkAsync(link, LinkPurpose.VerifyEmail, to.Text, null, now, lifetime, ct);
        return null;
    }

    /// <summary>Tries a PIN of the current address on a locked account; <see cref="FailureCode.WrongCode"/> whatever was wrong.</summary>
    internal async Task<Failure?> TryAsync(Session session, Account account, Device device, string pin, DateTimeOffset now, CancellationToken ct)
    {
        var tried = await codes.TryAsync(session, account, CodePurpose.Activation, pending => Key(account.FoldedEmail!, device.As(Asked(pending))), pin, now, ct);
        if (tried.Failure is not null) return new Failure(FailureCode.WrongCode);

        await session.DropCodeAsync(account.Id, CodePurpose.Activation, ct);
        return null;
    }

    private static Device Asked(PendingCode pending) => Device.Parse(pending.Target[(pending.Target.IndexOf('\n', StringComparison.Ordinal) + 1)..]);

    private static string Key(string folded, Device device) => $"{folded}\n{device.Text}";
}
