using Freehold.Storage;

namespace Freehold;

/// <summary>A way to sign in, without what one signs in with.</summary>
internal sealed record CopiedSignIn(string Method, string Issuer, string Subject, DateTimeOffset LinkedAt);

/// <summary>A session, without what names it in a request.</summary>
internal sealed record CopiedSession(string Method, DateTimeOffset BegunAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, string? ClientAddress);

/// <summary>A confirmation that is on its way, without the code or token.</summary>
internal sealed record CopiedConfirmation(string Purpose, string Target, string? Before, DateTimeOffset ExpiresAt);

/// <summary>A message that waits to be sent, without its encrypted text.</summary>
internal sealed record CopiedMessage(string Channel, string Recipient, string Template, DateTimeOffset CreatedAt);

/// <summary>Everything that is kept of one account; nothing that opens it.</summary>
internal sealed class AccountCopy
{
    public required Account Account { get; init; }

    public required DateTimeOffset? PasswordSetAt { get; init; }

    public required IReadOnlyList<(string Kind, string Value)> Identifiers { get; init; }

    public required IReadOnlyList<CopiedSignIn> SignIns { get; init; }

    public required IReadOnlyList<AgreementRecord> Agreements { get; init; }

    public required IReadOnlyList<Address> Addresses { get; init; }

    public required IReadOnlyList<CustomerProperty> Properties { get; init; }

    public required IReadOnlyList<ListEntry> Lists { get; init; }

    public required IReadOnlyList<Membership> Groups { get; init; }

    public required IReadOnlyList<Order> Orders { get; init; }

    public required IReadOnlyList<RecordedEvent> Events { get; init; }

    public required IReadOnlyList<CopiedSession> Sessions { get; init; }

    public required IReadOnlyList<DeviceEntry> Devices { get; init; }

    public required IReadOnlyList<CopiedConfirmation> Confirmations { get; init; }

    public required IReadOnlyList<CopiedMessage> Messages { get; init; }
}

/// <summary>The SQL of copying an account; a table with rows of customers that is not read here would be missing from what they take along (a test looks).</summary>
internal static class AccountCopyQueries
{
    public static async Task<AccountCopy> CopyAsync(this Session session, Account account, CancellationToken ct) => new()
    {
        Account = account,
        PasswordSetAt = await session.FirstAsync<DateTimeOffset?>($"SELECT set_at FROM password WHERE customer_id = {account.Id}", row => row.Time(0), ct),
        Identifiers = (await session.ListIdentifiersAsync(account, ct)).ConvertAll(identifier => (Name(identifier.Kind), identifier.Value)),
        SignIns = await session.ListAsync(
            $"SELECT method, issuer, subject, linked_at FROM linked_sign_in WHERE customer_id = {account.Id} ORDER BY linked_at, issuer, subject",
            row => new CopiedSignIn(row.Text(0), row.Text(1), row.Text(2), row.Time(3)),
            ct),
        Agreements = await session.ListAgreementsAsync(account.Id, ct),
        Addresses = await session.ListAddressesAsync(account.Id, ct),
        Properties = await session.ListPropertiesAsync(account.Id, ct),
        Lists = await session.ListEntriesAsync(account.Id, ct),
        Groups = await session.ListMembershipsAsync(account.Id, ct),
        Orders = await session.ListAsync(
            $"SELECT order_id, customer_id, placed_at, document FROM customer_order WHERE customer_id = {account.Id} ORDER BY placed_at DESC, order_id DESC",
            row => new Order(row.Text(0), row.Customer(1), row.Time(2), row.Text(3)),
            ct),
        Events = await session.ListEveryEventAsync(account.Id, ct),
        Sessions = await session.ListAsync(
            $"SELECT method, created_at, seen_at, expires_at, client_address FROM session WHERE customer_id = {account.Id} AND epoch = {account.Epoch} ORDER BY created_at DESC",
            row => new CopiedSession(row.Text(0), row.Time(1), row.Time(2), row.Time(3), row.TextOrNull(4)),
            ct),
        Devices = await session.ListDevicesAsync(account.Id, ct),
        Confirmations =
        [
            .. await session.ListAsync(
                $"SELECT purpose, target, expires_at FROM code WHERE customer_id = {account.Id} ORDER BY purpose", row => new CopiedConfirmation(row.Text(0), Shown(row.Text(1)), null, row.Time(2)), ct),
            .. await session.ListAsync(
                $"SELECT purpose, target, CASE WHEN purpose = {LinkPurpose.Undo} THEN payload END, expires_at FROM link WHERE customer_id = {account.Id} ORDER BY created_at, purpose",
                row => new CopiedConfirmation(row.Text(0), row.Text(1), row.TextOrNull(2), row.Time(3)),
                ct),
        ],
        Messages = await session.ListAsync(
            $"SELECT channel, recipient, template, created_at FROM outbox WHERE customer_id = {account.Id} ORDER BY message_id",
            row => new CopiedMessage(row.Text(0), row.Text(1), row.Text(2), row.Time(3)),
            ct),
    };

    /// <summary>Behind the address stands what the device said of itself, which opens the account where devices are controlled.</summary>
    private static string Shown(string target) => target.Split('\n')[0];

    private static string Name(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Login => "login",
        IdentifierKind.CustomId => "customId",
        IdentifierKind.Uuid => "uuid",
        IdentifierKind.ProvedPhone => "provedPhone",
        IdentifierKind.Contact => "contact",
        IdentifierKind.Previous => "previousId",
        IdentifierKind.LinkedSignIn => "linkedSignIn",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name."),
    };
}
