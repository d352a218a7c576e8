using System.Globalization;
using System.Text;

namespace Freehold.Postgres;

/// <summary>How complete the word of a node is, as the letter that it is sent with.</summary>
internal enum Word
{
    /// <summary>All that the node committed and answered before was told, now or earlier.</summary>
    Complete = '.',
    /// <summary>There is more to tell.</summary>
    More = '+',
    /// <summary>Something was or will be written that the node cannot tell of: it does not know how a commit ended, or had too much to tell.</summary>
    Doubt = '?',
    /// <summary>The node will write no more.</summary>
    End = '!',
}

/// <summary>What a node says to all at once: <c>node word moment customer customer …</c>, at most 8,000 bytes.</summary>
/// <param name="Node">Who speaks.</param>
/// <param name="Word">How complete it is.</param>
/// <param name="At">The speaker's own <see cref="Environment.TickCount64"/>, which says nothing to others.</param>
/// <param name="Written">Whose accounts were written.</param>
internal readonly record struct Announcement(string Node, Word Word, long At, IReadOnlyCollection<CustomerId> Written)
{
    /// <summary>What one announcement holds.</summary>
    public const int MostWritten = 400;

    public override string ToString()
    {
        var text = new StringBuilder(Node).Append(' ').Append((char)Word).Append(CultureInfo.InvariantCulture, $" {At}");
        foreach (var customer in Written) text.Append(CultureInfo.InvariantCulture, $" {customer.Value}");
        return text.ToString();
    }

    /// <summary>Reads an announcement; null for a text that is none.</summary>
    public static Announcement? Parse(string text)
    {
        if (text.Split(' ') is not [var node, [var letter], var moment, .. var numbers] || !Enum.IsDefined((Word)letter)) return null;
        if (!long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return null;
        var written = new List<CustomerId>(numbers.Length);
        foreach (var number in numbers)
        {
            if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var customer)) return null;
            written.Add(new CustomerId(customer));
        }

        return new Announcement(node, (Word)letter, at, written);
    }
}
