using System.Diagnostics;
using Freehold.Testing;

namespace Freehold.Load;

/// <summary>What Freehold is compared with, in a process of its own: the platform's floor, or ASP.NET Core Identity.</summary>
internal sealed class ComparisonHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);

    private readonly Process process;

    private ComparisonHost(Process process, Uri url)
    {
        this.process = process;
        Url = url;
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Starts a project of <c>bench/</c> and waits until it answers <paramref name="probe"/>; it fills its tables before.</summary>
    public static async Task<ComparisonHost> StartAsync(string project, string probe, params string[] arguments)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var program = Path.Combine(Repository.Root, $"bench/{project}/bin", Repository.Configuration, $"net10.0/{project}.dll");
        var host = new ComparisonHost(Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", url.OriginalString, .. arguments]))!, url);
        try
        {
            await host.UntilAsync(probe);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task UntilAsync(string probe)
    {
        using var client = new HttpClient();
        for (var since = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Url, probe));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (!process.HasExited && since.Elapsed < StartLimit)
            {
                await Task.Delay(100);
            }
        }
    }
}
