namespace Freehold;

/// <summary>Lets only so many sign-ins of one address at one account be checked at once, so that guesses sent in parallel cannot outrun the count of failures.</summary>
internal sealed class SignInTurns
{
    private const int AtOnce = 5;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(string Login, string Address), Turn> turns = [];

    /// <summary>Waits for a turn; null when it did not come. Dispose it when the failure is counted.</summary>
    public async Task<IDisposable?> TakeAsync(string login, string address, CancellationToken ct)
    {
        var key = (login, address);
        Turn? turn;
        lock (turns)
        {
            if (!turns.TryGetValue(key, out turn)) turns.Add(key, turn = new Turn(this, key));
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

    private sealed class Turn(SignInTurns turns, (string Login, string Address) key) : IDisposable
    {
        public (string Login, string Address) Key => key;

        public SemaphoreSlim Places { get; } = new(AtOnce);

        public int Users { get; set; }

        /// <summary>Called once for each turn that was taken.</summary>
        public void Dispose()
        {
            Places.Release();
            turns.Leave(this);
        }
    }
}
