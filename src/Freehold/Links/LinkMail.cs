using Freehold.Storage;

namespace Freehold;

/// <summary>Mails links: the token goes into the waiting message, which is encrypted, and nowhere else.</summary>
public sealed class LinkMail(Outbox outbox, FreeholdOptions options)
{
    /// <summary>How often one target has the same kind of message sent; the numbers are those of codes.</summary>
    internal Limit[] PerTarget { get; } = [options.Codes.Resend, .. options.Codes.PerRecipient];

    /// <summary>How long a link of a purpose lives.</summary>
    internal TimeSpan Lifetime(string purpose) => options.Links.Lifetime(purpose);

    /// <summary>The address of a link's page.</summary>
    public string Url(LinkToken token) => $"{options.PublicUrl.TrimEnd('/')}/link/{token.Text}";

    /// <summary>Mails a link of a purpose, which also names the message, and voids the older ones of that purpose.</summary>
    internal async Task SendAsync(Session session, Account account, string to, string purpose, DateTimeOffset now, CancellationToken ct)
    {
        await session.VoidLinksAsync(account.Id, purpose, ct);
        var lifetime = Lifetime(purpose);
        var token = await session.CreateLinkAsync(account.Id, purpose, to, null, now, lifetime, ct);
        await SendAsync(session, account, to, purpose, new() { ["token"] = token.Text, ["link"] = Url(token) }, lifetime, now, ct);
    }

    /// <summary>Does what <see cref="SendAsync(Session, Account, string, string, DateTimeOffset, CancellationToken)"/> does, to nobody: the message is worthless when it is written, so no worker ever sends it.</summary>
    internal async Task PretendAsync(Session session, string purpose, DateTimeOffset now, CancellationToken ct)
    {
        var nobody = CustomerId.Nobody(now);
        await session.VoidLinksAsync(nobody, purpose, ct);
        var token = await session.CreateLinkAsync(nobody, purpose, "", null, now, TimeSpan.Zero, ct);
        var message = new OutgoingMessage(MessageChannel.Email, "", purpose, new Dictionary<string, string> { ["token"] = token.Text, ["link"] = Url(token) }) { Lifetime = TimeSpan.Zero };
        await outbox.EnqueueAsync(session, Outbox.Strangers, message, now, ct);
    }

    /// <summary>Mails a message about an account.</summary>
    internal Task SendAsync(Session session, Account account, string to, string template, Dictionary<string, string> values, TimeSpan lifetime, DateTimeOffset now, CancellationToken ct) =>
        outbox.EnqueueAsync(session, account.Id, new OutgoingMessage(MessageChannel.Email, to, template, values) { Language = account[ProfileField.LanguageId], Lifetime = lifetime }, now, ct);
}
