using Freehold.Storage;

namespace Freehold;

/// <summary>A table whose rows mean nothing after their time.</summary>
/// <param name="Name">The table.</param>
/// <param name="Key">The columns of its key.</param>
/// <param name="End">The column of that time; rows that have none stay.</param>
/// <param name="Kept">How long a row is kept beyond its end.</param>
internal sealed record ExpiringTable(SqlFragment Name, SqlFragment Key, SqlFragment End, TimeSpan Kept)
{
    public static readonly IReadOnlyList<ExpiringTable> All =
    [
        new(new("throttle"), new("name"), Expires, TimeSpan.Zero),
        new(new("sign_in_failure"), new("name"), Expires, TimeSpan.Zero),
        new(new("code"), new("customer_id, purpose"), Expires, TimeSpan.Zero),
        new(new("sms_code"), new("code_id"), Expires, TimeSpan.Zero),

        // Nobody can take it back any more, so there is no reason to go on keeping a former address.
        new(new("identifier"), new("kind, value"), new("reserved_until"), TimeSpan.Zero),

        // Its use in the last minutes may not be noted yet, and the clocks of two nodes differ.
        new(new("session"), new("customer_id, session_id"), Expires, TimeSpan.FromDays(1)),

        // Whoever opens an old message late is told that its link has expired, rather than that there never was one.
        new(new("link"), new("customer_id, token_hash"), Expires, TimeSpan.FromDays(7)),
    ];

    private static SqlFragment Expires => new("expires_at");
}
