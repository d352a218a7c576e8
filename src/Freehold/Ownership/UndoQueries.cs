using Freehold.Storage;

namespace Freehold;

/// <summary>An undo link that can still be used.</summary>
internal sealed record OpenUndo(Link Link)
{
    public SignInState Before { get; } = SignInState.Read(Link.Payload!);

    /// <summary>Whether it went to an address whose mailbox had been proved (a link by text message went to a proved phone).</summary>
    public bool WentToVerified => Before.Verified && Link.Target == Before.Email;
}

/// <summary>The SQL of undo links.</summary>
internal static class UndoQueries
{
    /// <summary>The undo links of an account that can still be used.</summary>
    public static Task<List<OpenUndo>> OpenUndosAsync(this Session session, CustomerId customer, DateTimeOffset now, CancellationToken ct) =>
        session.ListAsync(
            $"SELECT {Link.Columns} FROM link WHERE customer_id = {customer} AND purpose = {LinkPurpose.Undo} AND expires_at > {now} ORDER BY created_at",
            row => new OpenUndo(Link.Read(row)),
            ct);
}
