namespace Freehold.Storage;

/// <summary>
/// Tells whether rows of a customer may have changed since they were read: each customer has a number, and every unit of work
/// that writes moves on the numbers of all customers that its statements named, after its commit and before its answer.
/// Whoever keeps what was read keeps the number from before the read with it.
/// </summary>
public sealed class Revisions
{
    /// <summary>Customers share numbers, which at worst makes one of them read again: 512 KiB are enough for any number of customers.</summary>
    private const int Bits = 16;

    private readonly long[] numbers = new long[1 << Bits];

    /// <summary>The number of a customer.</summary>
    public long Of(CustomerId customer) => Volatile.Read(ref numbers[Index(customer)]);

    /// <summary>Whatever was read of a customer before is not to be trusted any more.</summary>
    public void MoveOn(CustomerId customer) => Interlocked.Increment(ref numbers[Index(customer)]);

    // Numbers of customers begin with the time: the multiplication spreads them.
    private static int Index(CustomerId customer) => (int)((ulong)customer.Value * 0x9E3779B97F4A7C15 >> (64 - Bits));
}
