using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of lists of profiles: the page is counted off in one index, and only its own accounts are read.</summary>
internal static class DirectoryPages
{
    /// <summary>Profiles that begin as asked for; <paramref name="driver"/> is the index that is walked.</summary>
    public static Task<List<Account>> PageAsync(this Session session, DirectoryQuery query, DirectoryField driver, byte[] from, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT {Account.Columns} FROM (
                SELECT d.customer_id, {DirectoryQuery.Column(query.Sort)} AS sort_key FROM directory d
                WHERE {DirectoryQuery.Column(driver)} >= {from} AND {DirectoryQuery.Column(driver)} < {DirectoryKey.After(from)}{query.RecognizedOnly}{query.Others(driver)}
                ORDER BY {DirectoryQuery.Column(query.Sort)} {query.Direction}, d.customer_id {query.Direction} LIMIT {query.Limit} OFFSET {query.Offset}) p
            JOIN account a ON a.customer_id = p.customer_id ORDER BY p.sort_key {query.Direction}, p.customer_id {query.Direction}
            """,
            Account.Read,
            ct);

    /// <summary>How many begin as asked for, counted up to a limit.</summary>
    public static Task<long> CountAsync(this Session session, DirectoryQuery query, DirectoryField driver, byte[] from, long most, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT count(*) FROM (
                SELECT 1 AS one FROM directory d
                WHERE {DirectoryQuery.Column(driver)} >= {from} AND {DirectoryQuery.Column(driver)} < {DirectoryKey.After(from)}{query.RecognizedOnly}{query.Others(driver)}
                LIMIT {most}) counted
            """,
            row => row.Long(0),
            ct);

    /// <summary>How many profiles there are, of one kind or of both.</summary>
    public static Task<long> CountAsync(this Session session, DirectoryQuery query, CancellationToken ct) =>
        session.FirstAsync($"SELECT count(*) FROM directory d WHERE d.email >= {Array.Empty<byte>()}{query.RecognizedOnly}", row => row.Long(0), ct);

    /// <summary>Profiles in which a text is found anywhere, at most so many of each field, with the number found.</summary>
    public static async Task<(List<Account> Page, long Found)> SearchAsync(this Session session, DirectoryQuery query, string text, long mostOfEach, CancellationToken ct)
    {
        var key = DirectoryKey.Of(text);
        var email = query.Key(DirectoryField.Email, text);
        var phone = query.Key(DirectoryField.Phone, text) is { Length: > 2 } digits ? digits : DirectoryKey.Nowhere;
        long found = 0;
        var page = await session.ListAsync(
            $"""
            WITH found AS (
                SELECT customer_id FROM (SELECT customer_id FROM directory WHERE email >= {email} AND email < {DirectoryKey.After(email)} ORDER BY email LIMIT {mostOfEach}) e
                UNION SELECT customer_id FROM (SELECT customer_id FROM directory WHERE first_name >= {key} AND first_name < {DirectoryKey.After(key)} ORDER BY first_name LIMIT {mostOfEach}) f
                UNION SELECT customer_id FROM (SELECT customer_id FROM directory WHERE last_name >= {key} AND last_name < {DirectoryKey.After(key)} ORDER BY last_name LIMIT {mostOfEach}) l
                UNION SELECT customer_id FROM (SELECT customer_id FROM directory WHERE phone >= {phone} AND phone < {DirectoryKey.After(phone)} ORDER BY phone LIMIT {mostOfEach}) t
                UNION SELECT customer_id FROM identifier WHERE kind = {(long)IdentifierKind.CustomId} AND value = {text} AND reserved_until IS NULL
                UNION SELECT customer_id FROM identifier WHERE kind = {(long)IdentifierKind.Uuid} AND value = {text} AND reserved_until IS NULL)
            SELECT {Account.Columns}, p.found FROM (
                SELECT d.customer_id, {DirectoryQuery.Column(query.Sort)} AS sort_key, count(*) OVER () AS found
                FROM found JOIN directory d ON d.customer_id = found.customer_id WHERE d.email >= {Array.Empty<byte>()}{query.RecognizedOnly}
                ORDER BY {DirectoryQuery.Column(query.Sort)} {query.Direction}, d.customer_id {query.Direction} LIMIT {query.Limit} OFFSET {query.Offset}) p
            JOIN account a ON a.customer_id = p.customer_id ORDER BY p.sort_key {query.Direction}, p.customer_id {query.Direction}
            """,
            row =>
            {
                found = row.Long(Account.ColumnCount);
                return Account.Read(row);
            },
            ct);

        // A page behind the last one has no row that tells the number.
        if (page.Count == 0 && query.Offset > 0) (_, found) = await session.SearchAsync(query with { Offset = 0, Limit = 1 }, text, mostOfEach, ct);
        return (page, found);
    }
}
