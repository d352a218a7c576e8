namespace Freehold.Postgres;

/// <summary>
/// Knows whether the word of every node that writes is heard, so that what was read stays good until somebody tells otherwise.
/// A node that falls silent may have died between a commit and its word: then nothing counts that was read before, until it is
/// heard again or has been silent for long. Times are <see cref="Environment.TickCount64"/>.
/// </summary>
internal sealed class Neighbours
{
    /// <summary>Milliseconds; every node speaks four times in it, and with what is on its way it stays below the 5 seconds in which a revoked session must be refused everywhere.</summary>
    public const int MostSilence = 2_000;

    /// <summary>Milliseconds after which a silent node, or a commit with an unknown end, is a matter of the past.</summary>
    private const int Past = 60_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> heard = [];
    private long listeningSince = long.MaxValue;
    private long doubtUntil;
    private long soundSince = long.MaxValue;
    private long soundUntil;

    /// <summary>Whether nobody can have written about what was read at a moment without that having been heard by now.</summary>
    public bool HaveToldAllSince(long read, long now) => now < Volatile.Read(ref soundUntil) && read > Volatile.Read(ref soundSince);

    /// <summary>Listening begins, or begins again: who else speaks is not known yet, and who spoke before must be heard again.</summary>
    public void Listen(long now)
    {
        lock (gate)
        {
            listeningSince = now;
            Volatile.Write(ref soundUntil, 0);
        }
    }

    /// <summary>A node has spoken.</summary>
    /// <param name="at">When it spoke; for the own node the moment that it sent along, so that news that come late are not taken for new. All come in one order.</param>
    public void Hear(string node, Word word, long at, long now)
    {
        lock (gate)
        {
            var wasSound = now < soundUntil;
            if (word == Word.End) heard.Remove(node);
            else if (word == Word.Complete || !heard.ContainsKey(node)) heard[node] = at;
            if (word == Word.Doubt) doubtUntil = now + Past;

            foreach (var (silent, last) in heard)
                if (now - last > Past) heard.Remove(silent);

            // Whoever was there before is heard within the silence that is allowed; only then everybody is known.
            var until = now < doubtUntil || now - listeningSince < MostSilence || heard.Count == 0 ? 0 : heard.Values.Min() + MostSilence;
            if (!wasSound) Volatile.Write(ref soundSince, now);
            Volatile.Write(ref soundUntil, until);
        }
    }
}
