namespace Freehold;

/// <summary>
/// Lets only so many passwords be checked at once for one account and whoever tries them: guesses sent in parallel cannot outrun
/// the count of failures, and what is right is not counted among them meanwhile.
/// </summary>
internal sealed class PasswordTurns(int atOnce)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(string Account, string By), Turn> turns = [];

    /// <summary>Waits for a turn; null when it did not come. Dispose it when the failure is counted.</summary>
    public async Task<IDisposable?> TakeAsync(string account, string by, CancellationToken ct)
    {
        var key = (account, by);
        Turn? turn;
        lock (turns)
        {
            if (!turns.TryGetValue(key, out turn)) turns.Add(key, turn = new Turn(this, key, atOnce));
            turn.Users++;
        }

        try
        {
            // Real time on purpose, as with hashing: a clock that is moved forward makes nobody quicker.
            if (await turn.Places.WaitAsync(LongestWait, ct)) return turn;
        }
        catch
        {
            Leave(turn);
            throw;
        }

        Leave(turn);
        return null;
    }

    private void Leave(Turn turn)
    {
        lock (turns)
        {
            if (--turn.Users == 0) turns.Remove(turn.Key);
        }
    }

    private sealed class Turn(PasswordTurns turns, (string Account, string By) key, int atOnce) : IDisposable
    {
        public (string Account, string By) Key => key;

        public SemaphoreSlim Places { get; } = new(atOnce);

        public int Users { get; set; }

        /// <summary>Called once for each turn that was taken.</summary>
        public void Dispose()
        {
            Places.Release();
            turns.Leave(this);
        }
    }
}
