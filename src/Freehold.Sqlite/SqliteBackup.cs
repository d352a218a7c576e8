using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>Copies the embedded database while it is in use.</summary>
public static class SqliteBackup
{
    /// <summary>Writes one consistent state of the database in <paramref name="folder"/> to a file that does not exist yet, or, when it cannot be written to the end, nothing.</summary>
    /// <exception cref="FileNotFoundException">There is no database in the folder.</exception>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    public static async Task WriteAsync(string folder, string file, CancellationToken ct)
    {
        var source = Path.Combine(folder, "freehold.db");
        if (!File.Exists(source)) throw new FileNotFoundException($"there is no database in {folder}.");
        if (Path.Exists(file)) throw new IOException($"{file} exists; name another file for the backup.");
        if (Path.GetDirectoryName(file) is { } target && !Directory.Exists(target)) throw new DirectoryNotFoundException($"there is no folder {target} for the backup.");

        // A name of its own, or two backups to one file would write into each other's.
        var unfinished = $"{file}.{Randomness.SessionId()}.part";
        try
        {
            // SQLite takes an empty file for none, and leaves it as private as it is.
            await PrivateFiles.Open(unfinished, FileMode.CreateNew, FileAccess.Write).DisposeAsync();
            // As a script, which breaks off where the command is told to stop.
            await using (var session = new SqliteSession(source, "PRAGMA busy_timeout=30000;")) await session.RunScriptAsync($"VACUUM INTO '{unfinished.Replace("'", "''", StringComparison.Ordinal)}'", ct);
            using (var copy = File.OpenHandle(unfinished, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(copy);
            File.Move(unfinished, file);
        }
        catch (SqliteFailure failure) when (failure.IsOfWriting)
        {
            throw new IOException($"{file} cannot be written: {failure.Message}", failure);
        }
        finally
        {
            File.Delete(unfinished);
            File.Delete(unfinished + "-journal");
        }
    }
}
