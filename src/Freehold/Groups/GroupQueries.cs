using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of groups.</summary>
internal static class GroupQueries
{
    /// <summary>The groups of a customer, in their order.</summary>
    public static Task<List<Membership>> ListMembershipsAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT m.list_id, m.group_id, m.position, g.code, g.label FROM membership m
            LEFT JOIN customer_group g ON g.group_id = m.group_id
            WHERE m.customer_id = {customer} ORDER BY m.position, m.group_id
            """,
            Read,
            ct);

    /// <summary>A membership, from its columns in the order of <see cref="ListMembershipsAsync"/>.</summary>
    public static Membership Read(Row row) => new(row.Long(0), row.Text(1), row.Int(2), row.TextOrNull(3), row.TextOrNull(4));

    /// <summary>Whether one of the ids is that of a membership.</summary>
    public static async Task<bool> IsMembershipAsync(this Session session, CustomerId customer, IReadOnlyList<long> ids, CancellationToken ct) =>
        (await session.ListMembershipsAsync(customer, ct)).Exists(membership => ids.Contains(membership.ListId));
}
