namespace Freehold;

/// <summary>An order as the shop placed it; kept when the account goes.</summary>
/// <param name="Id">The shop's own id.</param>
/// <param name="Customer">Who ordered.</param>
/// <param name="PlacedAt">When.</param>
/// <param name="Document">The shop's own JSON object, untouched.</param>
public sealed record Order(string Id, CustomerId Customer, DateTimeOffset PlacedAt, string Document);

/// <summary>Some of a customer's orders.</summary>
/// <param name="Total">How many there are altogether.</param>
/// <param name="Orders">Those of the page.</param>
public sealed record OrderPage(int Total, IReadOnlyList<Order> Orders);
