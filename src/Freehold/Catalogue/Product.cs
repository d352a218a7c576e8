namespace Freehold;

/// <summary>An article that favourites point to.</summary>
/// <param name="Id">The shop's own id.</param>
/// <param name="Code">The article number.</param>
/// <param name="Label">The name for people.</param>
/// <param name="Status">1 for sale; anything else is not.</param>
public sealed record Product(string Id, string Code, string Label, int Status);
