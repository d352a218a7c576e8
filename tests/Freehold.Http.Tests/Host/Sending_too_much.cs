using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Freehold.Http.Tests.Host;

/// <summary>T83: bodies that are slow, huge or deep.</summary>
public sealed class Sending_too_much
{
    private const string Path = "/v4/my-account/personal-information";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(15, 200)]
    [InlineData(16, 400)]
    [InlineData(30_000, 400)]
    public async Task at_a_depth_of_more_than_sixteen_levels_is_refused(int levels, int status)
    {
        await using var server = await TestServer.StartAsync();
        var anna = await new Synerise.Shop(server).CustomerAsync();

        // The object around them is a level too.
        var answer = await anna.UpdateAsync($$"""{"unknown":{{new string('[', levels)}}{{new string(']', levels)}}}""");

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task than_sixty_four_kilobytes_is_refused_unread()
    {
        await using var server = await TestServer.StartAsync();
        var shop = new Synerise.Shop(server);
        var anna = await shop.CustomerAsync();
        var most = """{"city":"Gdynia"}""".PadRight(64 * 1024);

        Assert.Equal(200, (await anna.UpdateAsync(most)).Status);

        // What frames the chunks counts too.
        Assert.Equal(200, (await shop.PostInChunksAsync(Path, anna.Token, most[..^64])).Status);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Url.Host, server.Url.Port, Ct);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {Path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {anna.Token}\r\nContent-Type: application/json\r\nContent-Length: {most.Length + 1}\r\n\r\n"), Ct);
        var answer = new byte[512];
        var read = await client.GetStream().ReadAsync(answer, Ct);
        Assert.StartsWith("HTTP/1.1 413", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", Path, true)]
    [InlineData("POST", Path, false)]
    [InlineData("POST", "/sauth/clients/registered", false)]
    [InlineData("POST", "/account/v1/session", false)]
    [InlineData("POST", "/jsonapi/customer", true)]
    [InlineData("POST", "/sign-in", false)]
    public async Task than_anybody_types_is_refused_before_a_hundred_megabytes_are_through(string method, string path, bool chunked)
    {
        await using var server = await TestServer.StartAsync();
        var anna = await new Synerise.Shop(server).CustomerAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(server.Url.Host, server.Url.Port, Ct);
        var stream = client.GetStream();
        var framing = chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {100 << 20}";
        var type = path == "/sign-in" ? "application/x-www-form-urlencoded" : "application/json";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {anna.Token}\r\nContent-Type: {type}\r\n{framing}\r\n\r\n"), Ct);

        var piece = Encoding.ASCII.GetBytes(chunked ? string.Create(CultureInfo.InvariantCulture, $"{32 << 10:x}\r\n{new string(' ', 32 << 10)}\r\n") : new string(' ', 32 << 10));
        var sent = 0L;
        try
        {
            while (sent < 100 << 20 && !stream.DataAvailable)
            {
                await stream.WriteAsync(piece, Ct);
                sent += piece.Length;
            }
        }
        catch (IOException)
        {
            // It was answered, and the connection closed.
        }

        Assert.InRange(sent, 0, 32 << 20);
        using var health = await server.Client.GetAsync("/health/live", Ct);
        Assert.True(health.IsSuccessStatusCode);
    }

    /// <summary>Somebody opens connections and lets bodies drip; what others send is answered meanwhile.</summary>
    [Fact]
    public async Task time_over_a_body_ends_the_connection_and_keeps_nobody_waiting()
    {
        await using var server = await TestServer.StartAsync();
        var anna = await new Synerise.Shop(server).CustomerAsync();
        var slow = Enumerable.Range(0, 50).Select(_ => new TcpClient()).ToList();
        foreach (var client in slow)
        {
            await client.ConnectAsync(server.Url.Host, server.Url.Port, Ct);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /sauth/v3/auth/login/client HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"), Ct);
        }

        Assert.Equal(200, (await anna.ReadAsync()).Status);

        // Real time on purpose: the server gives a body five seconds before it measures how fast it comes.
        var (waited, told) = (Stopwatch.StartNew(), 0);
        foreach (var client in slow)
        {
            var answer = new byte[512];
            var read = await client.GetStream().ReadAsync(answer, Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Ct);
            Assert.StartsWith(read == 0 ? "" : "HTTP/1.1 408", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
            if (read > 0) told++;
            client.Dispose();
        }

        Assert.InRange(told, 1, slow.Count);
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60));
    }
}
