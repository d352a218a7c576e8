using Freehold.Storage;

namespace Freehold.Testing;

/// <summary>What must hold of identifiers after every test: one that nothing leads to from its customer would outlive an erasure.</summary>
internal static class EveryIdentifier
{
    /// <summary>Fails unless each identifier shows in its customer's row or stands apart.</summary>
    public static async Task IsFoundByItsCustomerAsync(Database database)
    {
        var lost = await database.ReadAsync(
            session => session.ListAsync(
                $"""
                SELECT i.kind, i.value, a.email, a.code, a.custom_id, a.uuid, a.phone, a.phone_digits FROM identifier i LEFT JOIN account a ON a.customer_id = i.customer_id
                WHERE NOT i.apart OR a.customer_id IS NULL
                """,
                row => (Kind: row.Int(0), Value: row.Text(1), Shown: Shown(row)),
                CancellationToken.None),
            CancellationToken.None);
        lost.RemoveAll(identifier => identifier.Shown.Contains((identifier.Kind, identifier.Value)));
        if (lost is [var first, ..]) throw new InvalidOperationException($"{lost.Count} identifiers are lost, such as {first.Value} of kind {first.Kind}: the customer's row does not show it, and it is not apart.");
    }

    private static (int Kind, string? Value)[] Shown(Row row)
    {
        var email = EmailAddress.Parse(row.TextOrNull(2), "email").Is(out var address, out _) ? address.Folded : null;
        var code = LoginCode.Parse(row.TextOrNull(3), "code").Is(out var login, out _) ? login.Folded : null;
        var digits = row.TextOrNull(7) is "" ? string.Concat(row.Text(6).Where(char.IsAsciiDigit)) : row.TextOrNull(7);
        return [(1, email), (1, code), (2, row.TextOrNull(4)), (3, row.TextOrNull(5)), (4, digits), (5, email)];
    }
}
