namespace Freehold.Sqlite;

/// <summary>Copies the embedded database while it is in use.</summary>
public static class SqliteBackup
{
    /// <summary>Writes one consistent state of the database in <paramref name="folder"/> to a file that does not exist yet.</summary>
    /// <exception cref="IOException">There is no database, or the file exists.</exception>
    public static async Task WriteAsync(string folder, string file, CancellationToken ct)
    {
        var source = Path.Combine(folder, "freehold.db");
        if (!File.Exists(source)) throw new IOException($"there is no database in {folder}.");
        if (File.Exists(file)) throw new IOException($"{file} exists; name another file for the backup.");

        await using var session = new SqliteSession(source, "PRAGMA busy_timeout=30000;");
        await session.ExecuteAsync($"VACUUM INTO {file}", ct);
    }
}
