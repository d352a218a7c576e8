using Freehold.Storage;

namespace Freehold;

/// <summary>Tells the owner of an address that somebody registered it again, where whoever did must not learn that it is taken.</summary>
public sealed class RegistrationAttempts(LinkMail links, Secrets secrets)
{
    internal async Task TellOwnerAsync(Session session, EmailAddress email, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.FindHolderAsync(IdentifierKind.Login, email.Folded, ct) is not { } holder) return;
        if (await session.LockAccountAsync(holder, ct) is not { Registered: true, Standing: Standing.Active or Standing.Waiting } owner || !owner.HasAddress(email.Text)) return;
        if (await session.TakeAsync(secrets.Hash("registration attempt", email.Folded), links.PerTarget, now, ct) is not null) return;

        // Older links of a reset stay good: strangers must not be able to void what the owner has asked for.
        var address = SignInChanges.ResetAddress(owner)!;
        var lifetime = links.Lifetime(LinkPurpose.ResetPassword);
        var token = await session.CreateLinkAsync(owner.Id, LinkPurpose.ResetPassword, address, null, now, lifetime, ct);
        await links.SendAsync(session, owner, address, MessageTemplate.RegistrationAttempt, new() { ["token"] = token.Text, ["link"] = links.Url(token) }, lifetime, now, ct);
    }
}
