using System.Data.Common;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Storage;

/// <summary>A database that was started anew has ended every connection, also those that nobody was using.</summary>
public sealed class Losing_connections
{
    private const int Connections = 5;

    [Fact]
    public async Task costs_one_request_and_not_one_for_each_of_them()
    {
        await using var scene = await StartAsync();
        await EndConnectionsAsync(scene);

        // The one that is used first is the one that has just ended the others.
        Assert.Equal(1, await FailuresOfSixAsync(scene));
    }

    [Fact]
    public async Task costs_none_where_they_were_not_used_for_a_second()
    {
        await using var scene = await StartAsync();
        await EndConnectionsAsync(scene);

        scene.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, await FailuresOfSixAsync(scene));
    }

    /// <summary>With so many connections open, each of which has been used.</summary>
    private static async Task<Scene> StartAsync()
    {
        var scene = await Scene.StartAsync("postgres");
        Assert.DoesNotContain(false, await AtOnceAsync(scene, Connections));
        return scene;
    }

    private static async Task EndConnectionsAsync(Scene scene) =>
        await scene.Database.ReadAsync(session => session.ListAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", row => row.Bool(0), Scene.Ct), Scene.Ct);

    private static async Task<int> FailuresOfSixAsync(Scene scene)
    {
        var failed = 0;
        for (var request = 0; request < 3; request++) failed += (await AtOnceAsync(scene, 2)).Count(answered => !answered);
        return failed;
    }

    /// <summary>Whether each of so many requests is answered that are there at the same time.</summary>
    private static Task<bool[]> AtOnceAsync(Scene scene, int requests)
    {
        var open = 0;
        var all = new TaskCompletionSource();
        return Task.WhenAll(Enumerable.Range(0, requests).Select(_ => AskAsync()));

        async Task<bool> AskAsync()
        {
            try
            {
                return await scene.Database.ReadAsync(
                    async session =>
                    {
                        if (Interlocked.Increment(ref open) == requests) all.SetResult();
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
