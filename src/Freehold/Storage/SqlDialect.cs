namespace Freehold.Storage;

/// <summary>The few things that the databases say differently; everything else is one text for both.</summary>
/// <param name="NamesParameters">True where the driver binds <c>$1</c> by name, false where by position.</param>
/// <param name="Locked">Ends a query that locks the account row with alias <c>a</c>.</param>
/// <param name="SkipLocked">Ends a query that claims rows of work.</param>
public sealed record SqlDialect(bool NamesParameters, SqlFragment Locked, SqlFragment SkipLocked);
