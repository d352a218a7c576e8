using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Freehold.Testing;

/// <summary>An SMS as Kannel's fake message centre took it from Kannel.</summary>
public sealed record ArrivedSms(string From, string To, string Text, bool Unicode);

/// <summary>
/// A real Kannel (Debian packages kannel and kannel-extras) on 127.0.0.1: bearerbox, smsbox, and a fake message centre that keeps
/// what arrives. Each program is guarded by a shell that waits for the end of its standard input, so all end with the test process.
/// </summary>
public sealed partial class KannelGateway : IAsyncDisposable
{
    public const string User = "shop";
    public const string Password = "pass wörd&x";

    private const string Guard =
        """
        cd "$FOLDER"
        "$@" </dev/null &
        program=$!
        cat >/dev/null
        kill -9 $program
        wait $program
        """;

    private readonly TemporaryFolder folder = new();
    private readonly List<Process> guards = [];
    private readonly ConcurrentQueue<ArrivedSms> arrived = new();
    private readonly List<byte[]> parts = [];
    private readonly StringBuilder log = new();

    private KannelGateway(int port) => Port = port;

    /// <summary>Where smsbox listens.</summary>
    public int Port { get; }

    /// <summary>Address of <c>sendsms</c>.</summary>
    public static string Url(int port) => $"http://127.0.0.1:{port}/cgi-bin/sendsms";

    public IReadOnlyList<ArrivedSms> Arrived => [.. arrived];

    /// <summary>Starts all three programs; smsbox listens on <paramref name="port"/>.</summary>
    public static async Task<KannelGateway> StartAsync(int port, CancellationToken ct)
    {
        var kannel = new KannelGateway(port);
        try
        {
            var (admin, boxes, center) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
            var file = kannel.folder["kannel.conf"];
            await File.WriteAllTextAsync(file, Configuration(admin, boxes, center, port), ct);

            kannel.Launch("/usr/sbin/bearerbox", file);
            await kannel.UntilAsync($"http://127.0.0.1:{admin}/status.txt?password=status", ct);
            kannel.Launch("/usr/sbin/smsbox", file);
            kannel.Launch("/usr/lib/kannel/test/fakesmsc", "-H", "127.0.0.1", "-r", $"{center}", "-m", "0", "1 2 text never");
            await kannel.UntilAsync(Url(port), ct);
            return kannel;
        }
        catch
        {
            await kannel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits, 20 seconds at most, until so many messages have arrived.</summary>
    public async Task<IReadOnlyList<ArrivedSms>> UntilAsync(int count, CancellationToken ct)
    {
        for (var i = 0; i < 2000 && arrived.Count < count; i++) await Task.Delay(10, ct);
        return Arrived;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var guard in Enumerable.Reverse(guards))
        {
            guard.StandardInput.Close();
            await guard.WaitForExitAsync();
            guard.Dispose();
        }

        folder.Dispose();
    }

    // Nothing is kept on disk: what waits in bearerbox is gone with it.
    private static string Configuration(int admin, int boxes, int center, int port) =>
        $"""
        group = core
        admin-port = {admin}
        admin-interface = "127.0.0.1"
        admin-password = admin
        status-password = status
        smsbox-port = {boxes}
        smsbox-interface = "127.0.0.1"

        group = smsc
        smsc = fake
        smsc-id = fake
        port = {center}
        connect-allow-ip = "127.0.0.1"

        group = smsbox
        smsbox-id = box
        bearerbox-host = 127.0.0.1
        sendsms-port = {port}
        sendsms-interface = "127.0.0.1"

        group = sendsms-user
        username = {User}
        password = "{Password}"
        max-messages = 3
        concatenation = true

        group = sms-service
        keyword = default
        text = "nobody answers"

        """;

    private void Launch(string program, params string[] arguments)
    {
        if (!File.Exists(program)) throw new InvalidOperationException($"{program} is missing; install it with: apt-get install kannel kannel-extras");
        var start = new ProcessStartInfo("sh", ["-c", Guard, "sh", program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FOLDER"] = folder.Path;
        var guard = new Process { StartInfo = start };
        guard.OutputDataReceived += (_, line) => Take(line.Data);
        guard.ErrorDataReceived += (_, line) => Take(line.Data);
        guard.Start();
        guard.BeginOutputReadLine();
        guard.BeginErrorReadLine();
        guards.Add(guard);
    }

    // Until it answers anything at all.
    private async Task UntilAsync(string url, CancellationToken ct)
    {
        using var client = new HttpClient();
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20, ct))
        {
            try
            {
                using var answer = await client.GetAsync(url, ct);
                return;
            }
            catch (HttpRequestException) when (since.Elapsed < TimeSpan.FromSeconds(20))
            {
            }
            catch (HttpRequestException)
            {
                lock (log) throw new InvalidOperationException($"Kannel did not start:\n{log}");
            }
        }
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (log) log.AppendLine(line);
        if (Message().Match(line) is not { Success: true } match) return;

        var (header, text) = (Bytes(match.Groups["header"].Value), match.Groups["text"].Value);
        if (header.Length == 0 && match.Groups["type"].Value == "text")
        {
            arrived.Enqueue(new ArrivedSms(match.Groups["from"].Value, match.Groups["to"].Value, text, Unicode: false));
            return;
        }

        // A long one comes in parts: 05 00 03, then the message's number, how many parts there are and which one this is.
        parts.Add(Bytes(text));
        if (header.Length == 6 && header[4] != header[5]) return;
        arrived.Enqueue(new ArrivedSms(match.Groups["from"].Value, match.Groups["to"].Value, Encoding.BigEndianUnicode.GetString([.. parts.SelectMany(part => part)]), Unicode: true));
        parts.Clear();
    }

    // As a form encodes bytes.
    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add(text[i] == '+' ? (byte)' ' : (byte)text[i]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex("Got message [0-9]+: <(?<from>[^ ]+) (?<to>[^ ]+) (udh (?<header>[^ ]+) )?(?<type>text|ucs-2|data) (?<text>.*)>$")]
    private static partial Regex Message();
}
