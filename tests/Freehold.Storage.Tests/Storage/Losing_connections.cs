using System.Data.Common;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Storage;

/// <summary>A database that was started anew has ended every connection, also those that nobody was using.</summary>
public sealed class Losing_connections
{
    [Fact]
    public async Task costs_one_request_and_not_one_for_each_of_them()
    {
        await using var scene = await Scene.StartAsync("postgres");
        var all = new TaskCompletionSource();
        var open = 0;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => scene.Database.ReadAsync(
            async session =>
            {
                await session.FirstAsync($"SELECT 1", row => row.Long(0), Scene.Ct);
                if (Interlocked.Increment(ref open) == 5) all.SetResult();
                await all.Task;
                return new Done();
            },
            Scene.Ct)));
        await scene.Database.ReadAsync(session => session.ListAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", row => row.Bool(0), Scene.Ct), Scene.Ct);

        // The one that is used first is the one that has just ended the others.
        var failed = 0;
        for (var request = 0; request < 3; request++)
        {
            open = 0;
            all = new TaskCompletionSource();
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => AskAsync()));
            failed += outcomes.Count(answered => !answered);
        }

        Assert.Equal(1, failed);

        async Task<bool> AskAsync()
        {
            try
            {
                return await scene.Database.ReadAsync(
                    async session =>
                    {
                        if (Interlocked.Increment(ref open) == 2) all.SetResult();
                        await all.Task;
                        return await session.FirstAsync($"SELECT 1", row => row.Long(0), Scene.Ct) == 1;
                    },
                    Scene.Ct);
            }
            catch (DbException)
            {
                return false;
            }
        }
    }
}
