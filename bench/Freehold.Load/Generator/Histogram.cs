using System.Numerics;

namespace Freehold.Load;

/// <summary>Counts latencies in buckets no wider than 1/128 of their value, so that high percentiles stay exact and cost no memory.</summary>
internal sealed class Histogram
{
    private const int Bits = 7;
    private readonly long[] counts = new long[(64 - Bits) << Bits];

    /// <summary>How many were counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one latency.</summary>
    public void Record(long microseconds)
    {
        counts[Bucket(Math.Max(0, microseconds))]++;
        Count++;
    }

    /// <summary>The latency in milliseconds that a share of all stays within, 0.99 for the 99th percentile; NaN when nothing was counted.</summary>
    public double Percentile(double share)
    {
        if (Count == 0) return double.NaN;
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        var bucket = 0;
        for (var seen = counts[0]; seen < wanted; seen += counts[bucket]) bucket++;
        return Highest(bucket) / 1000.0;
    }

    // Below 256 microseconds a bucket each; above, 128 buckets for each doubling.
    private static int Bucket(long value)
    {
        var shift = Math.Max(0, 63 - BitOperations.LeadingZeroCount((ulong)value | 1) - Bits);
        return (shift << Bits) + (int)(value >> shift);
    }

    private static long Highest(int bucket)
    {
        var shift = Math.Max(0, (bucket >> Bits) - 1);
        return ((bucket - ((long)shift << Bits) + 1) << shift) - 1;
    }
}
