using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Freehold.Testing;

/// <summary>A PostgreSQL server of the tests' own in a temporary folder, listening on 127.0.0.1 only.</summary>
/// <remarks>A shell guards it and waits for the end of its standard input, so server and folder go away even when the test process is killed.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "freehold";

    private const string Guard =
        """
        set -e
        cd /
        mkdir -m 700 "$FOLDER"
        watcher=
        trap 'kill $watcher 2>/dev/null || true; rm -rf "$FOLDER"' EXIT
        "$BIN/initdb" -D "$FOLDER/data" -U "$DBUSER" -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >&2
        "$BIN/postgres" -D "$FOLDER/data" -k "$FOLDER" -h 127.0.0.1 -p "$PORT" -c max_connections=200 -c shared_buffers=64MB -c lc_messages=C $SETTINGS &
        server=$!
        exec 3<&0
        (cat <&3; kill -QUIT $server) >/dev/null 2>&1 &
        watcher=$!
        wait $server
        """;

    private const string Volatile = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartAsync(durable: false, CancellationToken.None));

    private readonly Process guard;
    private readonly NpgsqlDataSource maintenance;

    private PostgresServer(Process guard, string connectionString)
    {
        this.guard = guard;
        maintenance = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", MaxPoolSize = 4, Timeout = 120, CommandTimeout = 300 });
    }

    /// <summary>The server all tests of this process share, started by the first that asks; it ends with the process.</summary>
    public static Task<PostgresServer> SharedAsync(CancellationToken ct) => Shared.Value.WaitAsync(ct);

    /// <summary>Starts a server of one's own; <paramref name="durable"/> keeps fsync on.</summary>
    public static async Task<PostgresServer> StartAsync(bool durable, CancellationToken ct)
    {
        var bin = FindBin();
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            var log = new StringBuilder();
            var guard = Launch(bin, port, durable, log, out var ready);
            if (await ready.WaitAsync(ct))
                return new PostgresServer(guard, $"Host=127.0.0.1;Port={port};Username={User};Include Error Detail=true");

            guard.Dispose();
            string text;
            lock (log) text = log.ToString();
            // Between finding the port and listening on it another process may have taken it.
            if (attempt == 3 || !text.Contains("Address already in use", StringComparison.Ordinal))
                throw new InvalidOperationException($"PostgreSQL did not start:\n{text}");
        }
    }

    /// <summary>Creates an empty database and answers its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken ct)
    {
        var name = $"t{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        await using var command = maintenance.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync(ct);
        return new NpgsqlConnectionStringBuilder(maintenance.ConnectionString) { Database = name, MaxPoolSize = 20, Timeout = 120, CommandTimeout = 300 }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await maintenance.DisposeAsync();
        guard.StandardInput.Close();
        await guard.WaitForExitAsync();
        guard.Dispose();
    }

    private static Process Launch(string bin, int port, bool durable, StringBuilder log, out Task<bool> ready)
    {
        // PostgreSQL refuses to run as root. The folder's name is short because a socket's path holds 107 bytes.
        string[] shell = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", "sh", "-c", Guard] : ["sh", "-c", Guard];
        var start = new ProcessStartInfo(shell[0], shell[1..]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["BIN"] = bin;
        start.Environment["PORT"] = $"{port}";
        start.Environment["DBUSER"] = User;
        start.Environment["FOLDER"] = $"/tmp/freehold-pg-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        start.Environment["SETTINGS"] = durable ? "" : Volatile;

        var outcome = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var guard = new Process { StartInfo = start, EnableRaisingEvents = true };
        guard.OutputDataReceived += (_, _) => { };
        guard.ErrorDataReceived += (_, line) =>
        {
            lock (log) log.AppendLine(line.Data);
            if (line.Data is null) outcome.TrySetResult(false);
            else if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal)) outcome.TrySetResult(true);
        };
        guard.Start();
        guard.BeginErrorReadLine();
        guard.BeginOutputReadLine();
        ready = outcome.Task;
        return guard;
    }

    private static string FindBin()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return debian.OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat(path.Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new InvalidOperationException("No PostgreSQL server is installed; install it with: apt-get install postgresql");
    }
}
