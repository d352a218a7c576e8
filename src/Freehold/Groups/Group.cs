namespace Freehold;

/// <summary>A group that customers may belong to.</summary>
/// <param name="Id">The business side's own id.</param>
/// <param name="Code">The short name that programs know it by.</param>
/// <param name="Label">The name for people.</param>
public sealed record Group(string Id, string Code, string Label);
