using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Freehold.Testing;

/// <summary>A real PgBouncer (Debian package pgbouncer) on 127.0.0.1 before a server of the tests.</summary>
/// <remarks>A shell guards it and waits for the end of its standard input, so it ends with the test process.</remarks>
public sealed class PgBouncer : IAsyncDisposable
{
    private const string Guard =
        """
        exec 2>/dev/null
        cd /
        mkdir -m 700 "$FOLDER"
        trap 'rm -rf "$FOLDER"' EXIT
        printf '%s\n' "$CONFIGURATION" >"$FOLDER/pgbouncer.ini"
        printf '"%s" ""\n' "$DBUSER" >"$FOLDER/users.txt"
        /usr/sbin/pgbouncer -q "$FOLDER/pgbouncer.ini" </dev/null >/dev/null &
        program=$!
        cat >/dev/null
        kill -9 $program
        wait $program
        """;

    private readonly Process guard;

    private PgBouncer(Process guard, string connectionString)
    {
        this.guard = guard;
        ConnectionString = connectionString;
    }

    /// <summary>The way to the database through it.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts it before the database of a connection string; <paramref name="lends"/> is <c>session</c> or <c>transaction</c>, <paramref name="servers"/> how many connections it has to lend.</summary>
    public static async Task<PgBouncer> StartAsync(string connectionString, string lends, int servers, CancellationToken ct)
    {
        var direct = new NpgsqlConnectionStringBuilder(connectionString);
        var (port, folder) = (FreePort.Next(), $"/tmp/freehold-pgbouncer-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
        // It refuses to run as root.
        string[] shell = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", "sh", "-c", Guard] : ["sh", "-c", Guard];
        var start = new ProcessStartInfo(shell[0], shell[1..]) { RedirectStandardInput = true };
        start.Environment["FOLDER"] = folder;
        start.Environment["DBUSER"] = direct.Username;
        start.Environment["CONFIGURATION"] =
            $"""
            [databases]
            * = host={direct.Host} port={direct.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder}/users.txt
            pool_mode = {lends}
            default_pool_size = {servers}
            """;

        var bouncer = new PgBouncer(Process.Start(start)!, new NpgsqlConnectionStringBuilder(connectionString) { Port = port }.ConnectionString);
        try
        {
            await UntilListeningAsync(port, ct);
            return bouncer;
        }
        catch
        {
            await bouncer.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        guard.StandardInput.Close();
        await guard.WaitForExitAsync();
        guard.Dispose();
    }

    private static async Task UntilListeningAsync(int port, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port, ct);
                return;
            }
            catch (SocketException) when (tries < 600)
            {
                await Task.Delay(50, ct);
            }
        }
    }
}
