namespace Freehold.Storage;

/// <summary>Keeping what the business side hands over in numbers.</summary>
internal static class Upserting
{
    /// <summary>Puts every one of them in one unit of work: all or none.</summary>
    public static async Task PutEachAsync<T>(this Database database, IReadOnlyList<T> all, Func<Session, T, Task> put, CancellationToken ct) =>
        await database.WriteAsync(
            async session =>
            {
                foreach (var one in all) await put(session, one);
                return new Done();
            },
            ct);
}
