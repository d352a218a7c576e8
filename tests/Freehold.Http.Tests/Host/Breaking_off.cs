using System.Net.Sockets;
using System.Text;
using Freehold.Server.Guards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Http.Tests.Host;

/// <summary>Apps lose their network in the middle of a body every day: that is nobody's fault, and nothing for the log.</summary>
public sealed class Breaking_off
{
    private const int Times = 10;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Calls => new()
    {
        { "POST", "/v4/clients", "application/json" },
        { "POST", "/account/v1/session", "application/json" },
        { "PUT", "/account/v1/admin/groups", "application/x-ndjson" },
        { "POST", "/sign-in", "application/x-www-form-urlencoded" },
    };

    [Theory, MemberData(nameof(Calls))]
    public async Task a_body_is_no_fault(string method, string path, string type)
    {
        using var log = new CapturedLog();
        using var requests = new Requests();
        await using var app = await StartAsync(log, requests);

        for (var i = 0; i < Times; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            await socket.ConnectAsync(app.Url.Host, app.Url.Port, Ct);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {Synerise.Shop.Basic}\r\nContent-Type: {type}\r\nContent-Length: 1000\r\n\r\n{{"), Ct);
            await requests.Begun.WaitAsync(Ct);
            socket.Close();
            await requests.Ended.WaitAsync(Ct);
        }

        Assert.DoesNotContain(log.Lines, IsAlarming);
    }

    /// <summary>Of a stream over HTTP/2 it shows between two steps of reading alone, which no client can aim at.</summary>
    [Theory]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Core", false)]
    [InlineData("System.Private.CoreLib", true)]
    public async Task a_stream_is_no_fault_but_a_file_is(string source, bool isFault)
    {
        using var log = new CapturedLog();
        using var requests = new Requests();
        await using var app = await StartAsync(log, requests);
        var http = new DefaultHttpContext { RequestServices = app.Services };

        await app.Services.GetRequiredService<Faults>().InvokeAsync(http, _ => throw new IOException("It broke off.") { Source = source });

        Assert.Equal(isFault, log.Lines.Any(IsAlarming));
        Assert.Equal(isFault ? 500 : 200, http.Response.StatusCode);
    }

    private static bool IsAlarming(string line) => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal);

    private static Task<TestServer> StartAsync(CapturedLog log, Requests requests) => TestServer.StartAsync(adjust: builder =>
    {
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<IStartupFilter>(requests);
    });

    /// <summary>Tells when a request came in, and when the application is done with it.</summary>
    private sealed class Requests : IStartupFilter, IDisposable
    {
        public SemaphoreSlim Begun { get; } = new(0);

        public SemaphoreSlim Ended { get; } = new(0);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext http, RequestDelegate inner) =>
            {
                Begun.Release();
                await inner(http);
                Ended.Release();
            });
            next(app);
        };

        public void Dispose()
        {
            Begun.Dispose();
            Ended.Dispose();
        }
    }
}
