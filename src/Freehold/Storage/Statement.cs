using System.Globalization;

namespace Freehold.Storage;

/// <summary>The buffers in which a session assembles one statement at a time: text, and parameters without boxing.</summary>
public sealed class Statement
{
    private char[] text = new char[2048];
    private int length;
    private SqlValue[] values = new SqlValue[64];
    private int namedBefore;

    /// <summary>The text, with <c>$1</c>, <c>$2</c>, … where the parameters stand.</summary>
    public ReadOnlySpan<char> Text => text.AsSpan(0, length);

    /// <summary>The parameters in their order.</summary>
    public ReadOnlySpan<SqlValue> Values => values.AsSpan(0, Count);

    /// <summary>How many parameters there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many parameters stand before <see cref="Sql.Then"/>; null for a statement without it.</summary>
    public int? CountBefore { get; private set; }

    /// <summary>The customers that were named, each at least once for every unit of work that named them; null where nobody asks, as in one that only reads.</summary>
    internal List<CustomerId>? Named { get; set; }

    /// <summary>Another unit of work begins: whom it names is named anew.</summary>
    internal void BeginUnit() => namedBefore = Named?.Count ?? 0;

    internal void Clear()
    {
        length = 0;
        Count = 0;
        CountBefore = null;
    }

    internal void Then()
    {
        CountBefore = Count;
        Reserve(1);
        text[length++] = SqlJoint.Mark;
    }

    internal void Append(string part)
    {
        Reserve(part.Length);
        part.CopyTo(text.AsSpan(length));
        length += part.Length;
    }

    internal void Add(SqlValue value)
    {
        if (Count == values.Length) Array.Resize(ref values, Count * 2);
        values[Count++] = value;

        Reserve(8);
        text[length++] = '$';
        Count.TryFormat(text.AsSpan(length), out var digits, provider: CultureInfo.InvariantCulture);
        length += digits;
    }

    internal void Add(CustomerId customer)
    {
        Add(SqlValue.Of(customer.Value));

        // Rows of nobody, a message to a stranger say, show with no customer: only who means everybody names everybody.
        if (customer.Value > 0) Name(customer);
    }

    internal void Name(CustomerId customer)
    {
        if (Named is not null && (Named.Count <= namedBefore || Named[^1] != customer)) Named.Add(customer);
    }

    private void Reserve(int more)
    {
        if (length + more > text.Length) Array.Resize(ref text, Math.Max(length + more, text.Length * 2));
    }
}
