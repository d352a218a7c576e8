namespace Freehold;

/// <summary>That a customer belongs to a group; only the business side says so.</summary>
/// <param name="ListId">The id under which the membership shows among the customer's list entries.</param>
/// <param name="GroupId">The group's id, as the business side chose it.</param>
/// <param name="Position">Where the group stands among the customer's groups.</param>
/// <param name="Code">The group's code; null for a group that is not in the list of groups.</param>
/// <param name="Label">The group's name for people; null like <paramref name="Code"/>.</param>
public sealed record Membership(long ListId, string GroupId, int Position, string? Code, string? Label);
