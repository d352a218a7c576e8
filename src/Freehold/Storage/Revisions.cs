namespace Freehold.Storage;

/// <summary>
/// Tells whether rows of a customer may have changed since they were read: each customer has a number, and every unit of work
/// that writes moves on the numbers of all customers that its statements named, after its commit and before its answer.
/// Whoever keeps what was read keeps the number from before the read with it.
/// </summary>
public sealed class Revisions
{
    /// <summary>
    /// Customers may share a number, and then a write about one makes the other be read again: 4 MiB keep that rare for as many
    /// as are kept in memory.
    /// </summary>
    private const int Bits = 20;

    private readonly int[] numbers = new int[1 << Bits];
    private int everybody;

    /// <summary>The number of a customer; after four milliards of writes it begins anew.</summary>
    public int Of(CustomerId customer) => Volatile.Read(ref numbers[Index(customer)]) + Volatile.Read(ref everybody);

    /// <summary>Whatever was read of a customer before, or of <see cref="CustomerId.Everybody"/>, is not to be trusted any more.</summary>
    public void MoveOn(CustomerId customer) => Interlocked.Increment(ref customer == CustomerId.Everybody ? ref everybody : ref numbers[Index(customer)]);

    // Numbers of customers begin with the time: the multiplication spreads them.
    private static int Index(CustomerId customer) => (int)((ulong)customer.Value * 0x9E3779B97F4A7C15 >> (64 - Bits));
}
