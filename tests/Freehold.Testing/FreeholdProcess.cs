using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Freehold.Testing;

/// <summary>The real server in a process of its own, on a free port of 127.0.0.1: for tests of start, stop and crash.</summary>
public sealed partial class FreeholdProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private const int Terminate = 15;

    private readonly Process process;
    private readonly StringBuilder log;

    private FreeholdProcess(Process process, StringBuilder log, Uri url)
    {
        this.process = process;
        this.log = log;
        Url = url;
        Client = new HttpClient { BaseAddress = url };
    }

    /// <summary>The process's number.</summary>
    public int Id => process.Id;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>A client whose base address is <see cref="Url"/>.</summary>
    public HttpClient Client { get; }

    /// <summary>Everything it has written to standard output and standard error so far.</summary>
    public string Log
    {
        get { lock (log) return log.ToString(); }
    }

    /// <summary>
    /// Starts the server on the folder <paramref name="data"/> and waits until <c>/health/live</c> answers 200, two minutes at most;
    /// <paramref name="settings"/> are named as in appsettings.json (<c>Freehold:Storage</c>). Fails with the server's log.
    /// </summary>
    public static async Task<FreeholdProcess> StartAsync(
        string data, CancellationToken ct, IReadOnlyDictionary<string, string>? settings = null, string environment = "Development")
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var start = Command("serve", "--urls", url.OriginalString, "--data", data);
        // A busy machine may take longer than customers would wait.
        start.Environment["Freehold__Passwords__QueueSeconds"] = "30";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = start.Environment["DOTNET_ENVIRONMENT"] = environment;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;

        var log = new StringBuilder();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var server = new FreeholdProcess(process, log, url);
        try
        {
            await server.UntilLiveAsync(ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (log) log.AppendLine(line.Data);
        }
    }

    /// <summary>The command <c>freehold</c> with <paramref name="arguments"/>, its streams redirected: the published one named by FREEHOLD_APP, else the one built with the tests.</summary>
    public static ProcessStartInfo Command(params string[] arguments)
    {
        var published = Environment.GetEnvironmentVariable("FREEHOLD_APP");
        var built = Path.Combine(Repository.Root, "src/Freehold.Server/bin", Repository.Configuration, "net10.0/Freehold.Server.dll");
        var start = new ProcessStartInfo(published is null ? "dotnet" : Path.Combine(Repository.Root, published), published is null ? [built, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A runtime that is killed would leave the pipes of its diagnostics in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    /// <summary>Runs the command in its default environment to its end; its exit code and what it wrote.</summary>
    public static Task<(int Code, string Output, string Error)> RunAsync(CancellationToken ct, params string[] arguments) => RunAsync(Command(arguments), ct);

    /// <summary>Runs the command where no file grows beyond <paramref name="kib"/> KiB, as on a disk that is full then; its exit code and what it wrote.</summary>
    public static Task<(int Code, string Output, string Error)> RunOnSmallDiskAsync(int kib, CancellationToken ct, params string[] arguments) =>
        RunAsync(InShell($"trap '' XFSZ; ulimit -f {2 * kib}; exec \"$@\"", arguments), ct);

    /// <summary>Runs the command with a file's content on standard input; its exit code and what it wrote.</summary>
    public static Task<(int Code, string Output, string Error)> RunWithInputAsync(string file, CancellationToken ct, params string[] arguments) =>
        RunAsync(InShell($"cat '{file}' | \"$@\"", arguments), ct);

    /// <summary>Runs the command and tells it to stop (SIGTERM) as soon as a file that it writes is as long as <paramref name="kib"/> KiB; its exit code and what it wrote.</summary>
    public static Task<(int Code, string Output, string Error)> RunUntilAsync(string file, int kib, CancellationToken ct, params string[] arguments) =>
        RunAsync(InShell($"\"$@\" & while kill -0 $! && [ \"$(stat -c %s '{file}' 2>/dev/null || echo 0)\" -lt {1024 * kib} ]; do sleep 0.02; done; kill -TERM $!; wait $!", arguments), ct);

    private static ProcessStartInfo InShell(string script, string[] arguments)
    {
        var start = Command(arguments);
        start.ArgumentList.Insert(0, start.FileName);
        foreach (var word in (string[])["sh", script, "-c"]) start.ArgumentList.Insert(0, word);
        start.FileName = "sh";
        // Else the runtime makes a file for its code that is longer than any disk is small.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return start;
    }

    /// <summary>Runs what <see cref="Command"/> made to its end; its exit code and what it wrote.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(ProcessStartInfo start, CancellationToken ct)
    {
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>SIGKILL: the process gets no chance to tidy up.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>SIGTERM; answers the exit code once the process has ended by itself.</summary>
    public async Task<int> StopAsync(CancellationToken ct)
    {
        if (!process.HasExited && SendSignal(process.Id, Terminate) != 0)
            throw new InvalidOperationException($"Process {process.Id} could not be signalled (errno {Marshal.GetLastPInvokeError()})");
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited) Kill();
        Client.Dispose();
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task UntilLiveAsync(CancellationToken ct)
    {
        var since = Stopwatch.StartNew();
        while (!await IsLiveAsync(ct))
        {
            if (process.HasExited) throw new InvalidOperationException($"The server ended with code {await StopAsync(ct)}:\n{Log}");
            if (since.Elapsed > StartLimit) throw new TimeoutException($"The server was not live after {StartLimit.TotalSeconds:0} seconds:\n{Log}");
            await Task.Delay(50, ct);
        }
    }

    private async Task<bool> IsLiveAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        try
        {
            using var answer = await Client.GetAsync("/health/live", limit.Token);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
