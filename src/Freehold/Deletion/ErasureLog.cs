using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Keeps the keyed hashes of erased accounts in a file beside the database too (<c>erasures.log</c> in the data folder), so that
/// a restored backup cannot bring back who had gone: what the file knows and the database does not is erased again at start.
/// </summary>
public sealed class ErasureLog(Database database, Erasure erasure, FreeholdOptions options, TimeProvider clock)
{
    private readonly string file = Path.Combine(options.Data, "erasures.log");
    private readonly Lock gate = new();
    private bool news;

    /// <summary>Makes file and database know the same, and erases again whom a restored backup brought back; how many.</summary>
    public async Task<int> ApplyAsync(CancellationToken ct)
    {
        var written = File.Exists(file) ? (await File.ReadAllLinesAsync(file, ct)).ToHashSet() : [];
        var stored = await database.ReadAsync(session => session.ListAsync($"SELECT account_hash FROM erased", row => Convert.ToHexString(row.Bytes(0)), ct), ct);
        foreach (var hash in stored)
            if (!written.Remove(hash)) Append(hash);
        return written.Count == 0 ? 0 : await EraseAgainAsync(written, ct);
    }

    /// <summary>Adds an account that was just erased; a crash before it is mended at the next start.</summary>
    internal void Append(CustomerId customer) => Append(Convert.ToHexString(erasure.AccountHash(customer)));

    private void Append(string hash)
    {
        lock (gate)
        {
            File.AppendAllText(file, hash + "\n");
            news = true;
        }
    }

    /// <summary>Whether somebody was erased since this was asked before.</summary>
    internal bool TakeNews()
    {
        lock (gate)
        {
            var had = news;
            news = false;
            return had;
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
}
