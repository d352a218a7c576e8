namespace Freehold;

/// <summary>At most so many within a rolling window.</summary>
/// <param name="Count">How many; 0 refuses all.</param>
/// <param name="Window">The length of the window.</param>
public readonly record struct Limit(int Count, TimeSpan Window);
