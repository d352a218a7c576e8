using Freehold.Storage;

namespace Freehold;

/// <summary>A device as its customer sees it.</summary>
/// <param name="Id">Names it in this list; no device signs in with it.</param>
/// <param name="Told">What was told of it.</param>
/// <param name="LinkedAt">Since when the account knows it.</param>
/// <param name="SeenAt">When it was last signed in from, while device control was on.</param>
public sealed record DeviceEntry(string Id, ToldDevice Told, DateTimeOffset LinkedAt, DateTimeOffset SeenAt);

/// <summary>The SQL of known devices.</summary>
internal static class DeviceQueries
{
    /// <summary>So many devices an account knows; beyond, the one that was not seen for longest is forgotten.</summary>
    public const int Most = 30;

    /// <summary>Notes that a device was seen; false when the account does not know it.</summary>
    public static async Task<bool> SeeDeviceAsync(this Session session, CustomerId customer, byte[] device, DateTimeOffset now, CancellationToken ct) =>
        await session.ExecuteAsync($"UPDATE device SET seen_at = {now} WHERE customer_id = {customer} AND device_hash = {device}", ct) == 1;

    /// <summary>Makes a device known, or adds to what is told of it.</summary>
    public static async Task AddDeviceAsync(this Session session, CustomerId customer, byte[] device, ToldDevice told, DateTimeOffset now, CancellationToken ct)
    {
        await session.ExecuteAsync(
            $"""
            INSERT INTO device (customer_id, device_hash, type, manufacturer, model, os_version, linked_at, seen_at)
            VALUES ({customer}, {device}, {told.Type}, {told.Manufacturer}, {told.Model}, {told.OsVersion}, {now}, {now})
            ON CONFLICT (customer_id, device_hash) DO UPDATE SET
                type = COALESCE(excluded.type, device.type), manufacturer = COALESCE(excluded.manufacturer, device.manufacturer),
                model = COALESCE(excluded.model, device.model), os_version = COALESCE(excluded.os_version, device.os_version), seen_at = excluded.seen_at
            """,
            ct);
        await session.ExecuteAsync(
            $"""
            DELETE FROM device WHERE customer_id = {customer} AND device_hash <> {device} AND device_hash NOT IN
                (SELECT device_hash FROM device WHERE customer_id = {customer} AND device_hash <> {device} ORDER BY seen_at DESC, linked_at DESC, device_hash LIMIT {Most - 1L})
            """,
            ct);
    }

    /// <summary>A known device is found by another name from now on.</summary>
    public static Task RenameDeviceAsync(this Session session, CustomerId customer, byte[] device, byte[] name, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE device SET device_hash = {name} WHERE customer_id = {customer} AND device_hash = {device}", ct);

    /// <summary>The devices that an account knows, the last seen first.</summary>
    public static Task<List<DeviceEntry>> ListDevicesAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ListAsync(
            $"SELECT device_hash, type, manufacturer, model, os_version, linked_at, seen_at FROM device WHERE customer_id = {customer} ORDER BY seen_at DESC, linked_at DESC, device_hash",
            row => new DeviceEntry(Convert.ToHexStringLower(row.Bytes(0)), new ToldDevice(row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4)), row.Time(5), row.Time(6)),
            ct);

    /// <summary>Forgets a device; false when the account does not know it.</summary>
    public static async Task<bool> ForgetDeviceAsync(this Session session, CustomerId customer, byte[] device, CancellationToken ct) =>
        await session.ExecuteAsync($"DELETE FROM device WHERE customer_id = {customer} AND device_hash = {device}", ct) == 1;

    /// <summary>Forgets all devices.</summary>
    public static Task ForgetDevicesAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM device WHERE customer_id = {customer}", ct);
}
