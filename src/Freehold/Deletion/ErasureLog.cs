using Freehold.Storage;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>
/// Keeps the keyed hashes of erased accounts in a file beside the database too (<c>erasures.log</c> in the data folder), so that
/// a restored backup cannot bring back who had gone: what the file knows and the database does not is erased again at start.
/// </summary>
public sealed partial class ErasureLog(Database database, Erasure erasure, FreeholdOptions options, TimeProvider clock, ILogger<ErasureLog> log)
{
    /// <summary>Characters of a hash as it is written.</summary>
    private const int HashLength = 64;

    private readonly string file = Path.Combine(options.Data, "erasures.log");
    private readonly Lock gate = new();
    private bool news;
    private volatile bool isCurrent;

    /// <summary>Whether file and database know the same; false before <see cref="ApplyAsync"/>, and after a line could not be written.</summary>
    public bool IsCurrent => isCurrent;

    /// <summary>Makes file and database know the same, and erases again whom a restored backup brought back; how many.</summary>
    public async Task<int> ApplyAsync(CancellationToken ct)
    {
        // Said first: whatever cannot be written from now on says otherwise.
        isCurrent = true;
        try
        {
            return await AlignAsync(ct);
        }
        catch
        {
            isCurrent = false;
            throw;
        }
    }

    private async Task<int> AlignAsync(CancellationToken ct)
    {
        var written = await ReadAsync(ct);
        var stored = await database.ReadAsync(session => session.ListAsync($"SELECT account_hash FROM erased", row => Convert.ToHexString(row.Bytes(0)), ct), ct);
        var missing = written.Except(stored).ToHashSet();
        var erased = missing.Count == 0 ? 0 : await EraseAgainAsync(missing, ct);
        Append([.. stored.Except(written)]);
        return erased;
    }

    /// <summary>Adds who was just erased. They stay erased where that fails: the lines are then written by the next <see cref="ApplyAsync"/>, as after a crash before it.</summary>
    internal void Append(IReadOnlyList<CustomerId> erased) => Append([.. erased.Select(customer => Convert.ToHexString(erasure.AccountHash(customer)))]);

    private void Append(string[] hashes)
    {
        if (hashes.Length == 0) return;
        Volatile.Write(ref news, true);
        lock (gate)
        {
            try
            {
                using var stream = PrivateFiles.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                Append(stream, hashes);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                isCurrent = false;
                LogNotWritten(failure);
            }
        }
    }

    /// <summary>What breaks off, as when the disk is full, is taken back, and what broke off before is ended: no other line may be lost with it.</summary>
    private static void Append(FileStream stream, string[] hashes)
    {
        var length = stream.Length;
        var text = string.Concat(hashes.Select(hash => hash + "\n"));
        if (length > 0)
        {
            stream.Position = length - 1;
            if (stream.ReadByte() != '\n') text = "\n" + text;
        }

        stream.Position = length;
        try
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            stream.SetLength(length);
            throw;
        }
    }

    private async Task<HashSet<string>> ReadAsync(CancellationToken ct)
    {
        string[] lines = File.Exists(file) ? [.. (await File.ReadAllLinesAsync(file, ct)).Where(line => line.Length > 0)] : [];
        string[] hashes = [.. lines.Where(line => line.Length == HashLength && line.All(char.IsAsciiHexDigit))];
        if (hashes.Length < lines.Length) LogUnread(lines.Length - hashes.Length, file);
        return [.. hashes.Select(hash => hash.ToUpperInvariant())];
    }

    /// <summary>Overwrites what was erased, where somebody was since the last time that it could be.</summary>
    internal async Task ForgetAsync(CancellationToken ct)
    {
        if (!Interlocked.Exchange(ref news, false)) return;
        var forgotten = false;
        try
        {
            forgotten = await database.ForgetAsync(ct);
        }
        finally
        {
            if (!forgotten) Volatile.Write(ref news, true);
        }
    }

    private async Task<int> EraseAgainAsync(HashSet<string> missing, CancellationToken ct)
    {
        var erased = 0;
        var last = new CustomerId(0);
        while (true)
        {
            var page = await database.ReadAsync(session => session.ListAsync($"SELECT customer_id FROM account WHERE customer_id > {last} ORDER BY customer_id LIMIT 1000", row => row.Customer(0), ct), ct);
            if (page.Count == 0) break;
            foreach (var customer in page)
                if (missing.Contains(Convert.ToHexString(erasure.AccountHash(customer)))) erased += await EraseAsync(customer, ct);
            last = page[^1];
        }

        // Known from now on, also where the backup was older than the account.
        await database.WriteAsync(
            async session =>
            {
                foreach (var hash in missing) await Erasure.RememberAsync(session, Convert.FromHexString(hash), clock.GetUtcNow(), ct);
                return new Done();
            },
            ct);
        return erased;
    }

    private Task<int> EraseAsync(CustomerId customer, CancellationToken ct) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.LockAccountAsync(customer, ct) is not { } account) return 0;
                await erasure.EraseAsync(session, account, receipt: false, clock.GetUtcNow(), ct);
                return 1;
            },
            ct);

    [LoggerMessage(LogLevel.Error, "An erasure could not be written to erasures.log; it is tried again. A backup that is restored before that brings the account back.")]
    private partial void LogNotWritten(Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Count} lines of {File} are no hashes and are passed over.")]
    private partial void LogUnread(int count, string file);
}
