using Freehold.Storage;

namespace Freehold;

/// <summary>The devices that an account knows: seeing and forgetting them, adding one, and confirming one by the mailed link.</summary>
public sealed class Devices(Database database, OwnAccounts accounts, SignInDevices devices, SignInThrottle throttle, Workspace workspace, Secrets secrets, TimeProvider clock)
{
    private static readonly Limit[] PerAccount = [new(20, TimeSpan.FromDays(1))];

    /// <summary>The caller's devices, the last seen first; null when the session is over.</summary>
    public Task<List<DeviceEntry>?> ListAsync(Caller caller, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var now = clock.GetUtcNow();
        return database.ReadAtOnceAsync(
            async session => await session.ReadAccountAsync(caller, now, ct) is { } account ? await session.ListDevicesAsync(account.Id, ct) : null,
            ct);
    }

    /// <summary>Makes a device of the caller known; while device control is on, the customer is told of a new one.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>; <see cref="FailureCode.Throttled"/> after 20 new ones in a day.</returns>
    public async Task<Result<Done>> LinkAsync(Caller caller, string deviceId, ToldDevice told, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var control = (await workspace.SettingsAsync(ct)).DeviceControl;
        return await database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;

                var device = devices.NameOf(account.Id, deviceId, token: null);
                if (!await session.SeeDeviceAsync(account.Id, device, now, ct))
                {
                    if (await session.TakeAsync(secrets.Hash("linked devices", account.Id.ToString()), PerAccount, now, ct) is { } wait) return Failure.Throttled(wait);
                    if (control != DeviceControl.Off) await devices.TellAsync(session, account, caller.Origin, now, ct);
                }

                await session.AddDeviceAsync(account.Id, device, told, now, ct);
                return new Done();
            },
            ct);
    }

    /// <summary>Forgets one of the caller's devices: while device control is on, the next sign-in from it has to be confirmed. Sessions go on.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>; <see cref="FailureCode.NotFound"/> when the account knows no such device.</returns>
    public Task<Result<Done>> ForgetAsync(Caller caller, string id, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                if (await accounts.LockAsync(session, caller, clock.GetUtcNow(), ct) is not { } account) return FailureCode.NotSignedIn;
                var device = (await session.ListDevicesAsync(account.Id, ct)).Find(known => known.Id == id);
                return device is not null && await session.ForgetDeviceAsync(account.Id, Convert.FromHexString(device.Id), ct) ? new Done() : FailureCode.NotFound;
            },
            ct);

    /// <summary>The token for a browser in which a mailbox is about to be proved, so that it is known afterwards; null where it has one, and while device control is off.</summary>
    public async Task<string?> TokenAsync(CustomerId customer, Origin origin, CancellationToken ct) =>
        (await workspace.SettingsAsync(ct)).DeviceControl == DeviceControl.Off ? null : devices.TokenFor(customer, origin, clock.GetUtcNow());

    /// <summary>Makes the device of a mailed link known.</summary>
    /// <returns><see cref="FailureCode.WrongCode"/> whatever is wrong with the link.</returns>
    public Task<Result<Done>> ConfirmAsync(LinkToken token, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.LockLinkAsync(token, LinkPurpose.ConfirmDevice, now, ct) is not { Link: var link, Account: { Standing: Standing.Active } account } || !account.HasAddress(link.Target)) return FailureCode.WrongCode;

                var device = PendingDevice.Read(link.Payload!);
                await session.ConsumeLinkAsync(link, ct);
                await session.AddDeviceAsync(account.Id, device.Name, device.IsBrowser ? ToldDevice.Browser : ToldDevice.Nothing, now, ct);
                await throttle.OpenAsync(session, account.Id, device.Attempt, ct);
                return new Done();
            },
            ct);
}
