using Freehold.Storage;

namespace Freehold;

/// <summary>A table whose rows mean nothing after their <c>expires_at</c>.</summary>
/// <param name="Name">The table.</param>
/// <param name="Key">The columns of its key.</param>
/// <param name="Kept">How long a row is kept beyond its end.</param>
internal sealed record ExpiringTable(SqlFragment Name, SqlFragment Key, TimeSpan Kept)
{
    public static readonly IReadOnlyList<ExpiringTable> All =
    [
        new(new("throttle"), new("name"), TimeSpan.Zero),
        new(new("sign_in_failure"), new("name"), TimeSpan.Zero),
        new(new("code"), new("customer_id, purpose"), TimeSpan.Zero),

        new(new("sms_code"), new("code_id"), TimeSpan.Zero),

        // Its use in the last minutes may not be noted yet, and the clocks of two nodes differ.
        new(new("session"), new("customer_id, session_id"), TimeSpan.FromDays(1)),

        // Whoever opens an old message late is told that its link has expired, rather than that there never was one.
        new(new("link"), new("customer_id, token_hash"), TimeSpan.FromDays(7)),
    ];
}
