using System.Text;

namespace Freehold.Http.Tests.Aimeos;

/// <summary>238 requests that a real Aimeos 2020.10 was asked, sent in the same order to ours; answers differ only where <see cref="Deviations"/> say so, with the reason.</summary>
public sealed class Replaying_a_real_server
{
    [Fact]
    public async Task differs_only_where_it_is_meant_to()
    {
        await using var replay = await Replay.StartAsync();
        var deviations = new Deviations();
        var report = new StringBuilder();

        foreach (var recording in Replay.Recordings)
        {
            var (status, json) = await replay.SendAsync(recording);
            Assert.True(status < 500, $"{recording.Seq} {recording.Name} answers {status}.");
            if (recording.Status is null) continue;

            var (expectedStatus, expected) = deviations.Apply(recording);
            var differences = expected is null ? [] : JsonDifference.Between(expected, json).ToList();
            if (status != expectedStatus) differences.Insert(0, $"status: expected {expectedStatus}, got {status}");
            if (differences.Count > 0) report.AppendLine($"{recording.Seq} {recording.Name} {recording.Method} {recording.Target}").AppendJoin('\n', differences.Select(difference => "    " + difference)).AppendLine();
        }

        Assert.True(report.Length == 0, report.ToString());
    }
}
