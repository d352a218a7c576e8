using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Device control: whether the account knows the device that a right password comes from, and what follows when it does not.
/// A device is named by the app's id of it, else by the signed token in the cookie of a browser. The id is a hint, no secret:
/// it only adds to the password, and tries with unknown ones count like wrong passwords.
/// </summary>
public sealed class SignInDevices(LinkMail links, SignInThrottle throttle, KnownDevices tokens, Secrets secrets)
{
    /// <summary>No pause between two of them, in which a thief's device would go untold.</summary>
    private static readonly Limit[] Notices = [new(10, TimeSpan.FromHours(1)), new(30, TimeSpan.FromDays(1))];

    /// <summary>Judges the device of a sign-in whose password was right, on the locked account.</summary>
    /// <param name="next">The token that the sign-in will hand out; null where a good one was shown.</param>
    /// <returns>Null when the sign-in may go on; <see cref="FailureCode.DeviceNotConfirmed"/>, or <see cref="FailureCode.NoChannel"/> without an address to mail the link to.</returns>
    internal async Task<Failure?> JudgeAsync(Session session, Account account, DeviceControl control, string? deviceId, string? next, SignInNames names, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var shown = Shown(account.Id, origin, now);
        if ((deviceId ?? shown) is not null && await session.SeeDeviceAsync(account.Id, NameOf(account.Id, deviceId, shown), now, ct))
        {
            if (deviceId is null && next is not null) await session.RenameDeviceAsync(account.Id, NameOf(account.Id, null, shown), NameOf(account.Id, null, next), ct);
            return null;
        }

        if (control == DeviceControl.Notify)
        {
            await session.AddDeviceAsync(account.Id, NameOf(account.Id, deviceId, next ?? shown), Told(deviceId), now, ct);
            await TellAsync(session, account, origin, now, ct);
            return null;
        }

        await throttle.CountAsync(session, names, account.Id, now, ct);
        if (SignInChanges.ResetAddress(account) is not { } address) return new Failure(FailureCode.NoChannel);

        var token = shown ?? tokens.IssueUnconfirmed(account.Id, now);
        await MailLinkAsync(session, account, address, new PendingDevice(NameOf(account.Id, deviceId, token), deviceId is null, names.Attempt), origin, now, ct);
        return new Failure(FailureCode.DeviceNotConfirmed) { Device = deviceId is null && shown is null ? token : null };
    }

    /// <summary>Makes the device known that somebody proved the mailbox on, or registered on; nothing when it is not named.</summary>
    internal Task LearnAsync(Session session, CustomerId customer, string? deviceId, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var shown = Shown(customer, origin, now);
        return (deviceId ?? shown) is null ? Task.CompletedTask : session.AddDeviceAsync(customer, NameOf(customer, deviceId, shown), Told(deviceId), now, ct);
    }

    /// <summary>Tells the customer of a new device.</summary>
    internal async Task TellAsync(Session session, Account account, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        if (SignInChanges.ResetAddress(account) is not { } address || await session.TakeAsync(secrets.Hash("device notice", account.Id.ToString()), Notices, now, ct) is not null) return;
        await links.SendAsync(session, account, address, MessageTemplate.NoticeNewDevice, new() { ["address"] = origin.Address }, links.Lifetime(LinkPurpose.Undo), now, ct);
    }

    /// <summary>A token for a browser that shows none.</summary>
    internal string? TokenFor(CustomerId customer, Origin origin, DateTimeOffset now) => Shown(customer, origin, now) is null ? tokens.IssueUnconfirmed(customer, now) : null;

    /// <summary>What a device is found by, and all that is kept of its name.</summary>
    internal byte[] NameOf(CustomerId customer, string? deviceId, string? token) =>
        secrets.Hash("device", customer.ToString(), deviceId is null ? "browser" : "app", deviceId ?? token!);

    private string? Shown(CustomerId customer, Origin origin, DateTimeOffset now) => tokens.Recognises(customer, origin.Device, now) ? origin.Device : null;

    private static ToldDevice Told(string? deviceId) => deviceId is null ? ToldDevice.Browser : ToldDevice.Nothing;

    /// <summary>Older links stay good, each for its own device: a thief's tries must not void the customer's.</summary>
    private async Task MailLinkAsync(Session session, Account account, string address, PendingDevice device, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.TakeAsync(secrets.Hash("device link", account.Id.ToString()), links.PerTarget, now, ct) is not null) return;
        var lifetime = links.Lifetime(LinkPurpose.ConfirmDevice);
        var token = await session.CreateLinkAsync(account.Id, LinkPurpose.ConfirmDevice, address, device.ToPayload(), now, lifetime, ct);
        await links.SendAsync(session, account, address, MessageTemplate.ConfirmDevice, new() { ["token"] = token.Text, ["link"] = links.Url(token), ["address"] = origin.Address }, lifetime, now, ct);
    }
}
