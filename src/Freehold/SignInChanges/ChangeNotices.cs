using Freehold.Storage;

namespace Freehold;

/// <summary>Tells whoever was reachable before a change of sign-in data, with a link that undoes it.</summary>
public sealed class ChangeNotices(Outbox outbox, LinkMail links)
{
    /// <summary>How long a change can be undone, and what stood before is kept from others.</summary>
    internal TimeSpan UndoLifetime => links.Lifetime(LinkPurpose.Undo);

    /// <summary>Sends the notices of one change.</summary>
    /// <param name="before">What the account signed in with before the change.</param>
    /// <param name="unproved">The unproved e-mail beside the last verified one before the change; it is told too, but cannot undo.</param>
    internal async Task SendAsync(Session session, Account account, SignInState before, string? unproved, string template, Dictionary<string, string> values, DateTimeOffset now, CancellationToken ct)
    {
        if (before.Email is { } email)
        {
            var undo = await LinkAsync(session, account, email, before, now, ct);
            await links.SendAsync(session, account, email, template, new(values) { ["link"] = undo }, UndoLifetime, now, ct);
        }

        if (unproved is not null) await links.SendAsync(session, account, unproved, MessageTemplate.NoticeChanged, [], UndoLifetime, now, ct);
    }

    /// <summary>Tells the old phone of its replacement, when the customer had proved it and nobody has since.</summary>
    internal async Task SendToOldPhoneAsync(Session session, Account account, SignInState before, DateTimeOffset now, CancellationToken ct)
    {
        if (before is not { PhoneProved: true, Phone: { } phone, PhoneDigits: { } digits }) return;
        if (await session.FindHolderAsync(IdentifierKind.ProvedPhone, digits, ct) != account.Id) return;

        var undo = await LinkAsync(session, account, phone, before, now, ct);
        var message = new OutgoingMessage(MessageChannel.Sms, phone, MessageTemplate.NoticePhoneChanged, new Dictionary<string, string> { ["link"] = undo }) { Language = account[ProfileField.LanguageId], Lifetime = UndoLifetime };
        await outbox.EnqueueAsync(session, account.Id, message, now, ct);
    }

    private async Task<string> LinkAsync(Session session, Account account, string target, SignInState before, DateTimeOffset now, CancellationToken ct) =>
        links.Url(await session.CreateLinkAsync(account.Id, LinkPurpose.Undo, target, before.ToPayload(), now, UndoLifetime, ct));
}
