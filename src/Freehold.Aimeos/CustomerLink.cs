using System.Text;
using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary>The link to a customer, or to what belongs to one: all but the customer's number is the same every time, and made once.</summary>
internal sealed class CustomerLink
{
    private const int MostDigits = 20;

    private readonly byte[] visitors;
    private readonly byte[] beforeId;
    private readonly byte[] afterId;

    /// <param name="related">What belongs to the customer; null for the customer.</param>
    public CustomerLink(Locations locations, string? related)
    {
        var before = locations.Of("customer", ("id", ""));
        visitors = Encoding.UTF8.GetBytes(locations.Of("customer", ("related", related)));
        beforeId = Encoding.UTF8.GetBytes(before);
        afterId = Encoding.UTF8.GetBytes(locations.Of("customer", ("id", ""), ("related", related))[before.Length..]);
    }

    /// <summary>Writes it as <c>href</c>.</summary>
    /// <param name="id">Whose it is; null is a visitor's.</param>
    public void Write(Utf8JsonWriter json, CustomerId? id)
    {
        if (id is not { } customer)
        {
            json.WriteString("href"u8, visitors);
            return;
        }

        var most = beforeId.Length + MostDigits + afterId.Length;
        Span<byte> href = most <= 512 ? stackalloc byte[512] : new byte[most];
        beforeId.CopyTo(href);
        customer.Value.TryFormat(href[beforeId.Length..], out var digits, default, System.Globalization.CultureInfo.InvariantCulture);
        afterId.CopyTo(href[(beforeId.Length + digits)..]);
        json.WriteString("href"u8, href[..(beforeId.Length + digits + afterId.Length)]);
    }
}
