namespace Freehold.Storage;

/// <summary>Whether a database can be served from.</summary>
public static class Readiness
{
    /// <summary>Whether the schema is of this version, or of a newer one that it was brought to while this one serves; fails where the database does not answer.</summary>
    public static async Task<bool> IsMigratedAsync(Database database, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(database);
        return await database.ReadAsync(session => session.FirstAsync($"SELECT count(*) FROM migration", row => row.Long(0), ct), ct) >= Migrator.Scripts.Count;
    }

    /// <summary>Whether the stored passwords can be verified on this machine: those hashed with Argon2 need its library.</summary>
    public static async Task<bool> CanVerifyPasswordsAsync(Database database, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(database);
        return PasswordHashing.HasArgon2
            || !await database.ReadAsync(session => session.FirstAsync($"SELECT EXISTS (SELECT 1 FROM password WHERE substr(hash, 1, 1) = {(byte[])[StoredHash.Packed]} OR substr(hash, 1, 7) = {StoredHash.Plain("$argon2")})", row => row.Bool(0), ct), ct);
    }
}
