using Freehold.Storage;

namespace Freehold;

/// <summary>The list of groups, kept by the business side.</summary>
public sealed class Groups(Database database)
{
    /// <summary>Adds groups, or replaces those whose ids are known.</summary>
    public Task PutAsync(IReadOnlyList<Group> groups, CancellationToken ct) =>
        database.PutEachAsync(
            groups,
            (session, group) =>
            {
                session.NameEverybody();
                return session.ExecuteAsync(
                    $"""
                    INSERT INTO customer_group (group_id, code, label) VALUES ({group.Id}, {group.Code}, {group.Label})
                    ON CONFLICT (group_id) DO UPDATE SET code = excluded.code, label = excluded.label
                    """,
                    ct);
            },
            ct);
}
