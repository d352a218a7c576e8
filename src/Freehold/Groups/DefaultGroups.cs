using Freehold.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>The groups of new accounts; bound to <c>Freehold:Groups</c>.</summary>
public sealed class GroupOptions
{
    /// <summary>Ids of the groups that new accounts join, in their order.</summary>
    public IReadOnlyList<string> Default { get; set; } = [];
}

/// <summary>Lets new accounts, whichever way they are made, join the groups that the settings name.</summary>
public sealed partial class DefaultGroups(GroupOptions options, Database database, ILogger<DefaultGroups> log) : IHostedService
{
    /// <inheritdoc/>
    /// <remarks>A group that is not known is no reason to serve nobody: it may be uploaded later.</remarks>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Default.Count == 0) return;
        var known = await database.ReadAsync(session => session.ListAsync($"SELECT group_id FROM customer_group", row => row.Text(0), cancellationToken), cancellationToken);
        foreach (var id in options.Default.Except(known)) LogUnknown(log, id);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Joins those of them that are in the list of groups; others leave no trace.</summary>
    internal async Task JoinAsync(Session session, CustomerId customer, DateTimeOffset now, CancellationToken ct)
    {
        for (var position = 0; position < options.Default.Count; position++)
        {
            await session.ExecuteAsync(
                $"""
                INSERT INTO membership (customer_id, group_id, list_id, position)
                SELECT {customer}, group_id, {Randomness.RowId(now)}, {position} FROM customer_group WHERE group_id = {options.Default[position]}
                ON CONFLICT (customer_id, group_id) DO NOTHING
                """,
                ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Freehold:Groups:Default names the group {Group}, which is not in the list of groups: new accounts do not join it. PUT /account/v1/admin/groups adds it.")]
    private static partial void LogUnknown(ILogger log, string group);
}
