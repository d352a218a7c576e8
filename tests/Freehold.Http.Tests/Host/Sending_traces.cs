using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Freehold.Server.Configuration;

namespace Freehold.Http.Tests.Host;

public sealed class Sending_traces
{
    /// <summary>A word of its own: what other tests do in the same process is traced too, with the text of their SQL.</summary>
    private const string Secret = "never-to-be-told";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task tells_the_route_and_never_the_token_in_its_path()
    {
        using var collector = new Collector();
        await using (var app = await TestServer.StartAsync(settings: Settings(collector.Url)))
        {
            using var link = await app.Client.GetAsync($"/link/{Secret}?{Secret}=query", Ct);
            using var nowhere = await app.Client.GetAsync($"/nowhere/{Secret}", Ct);
        }

        var sent = collector.Sent();
        Assert.Contains("/v1/traces", sent.Keys);
        Assert.Contains("/v1/metrics", sent.Keys);
        Assert.Contains("/link/{token}", sent["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("http.response.status_code", sent["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", sent["/v1/metrics"], StringComparison.Ordinal);
        Assert.All(sent.Values, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task takes_an_empty_name_for_none()
    {
        using var collector = new Collector();
        await using (var app = await TestServer.StartAsync(settings: new Dictionary<string, string?>(Settings(collector.Url)) { ["OTEL_SERVICE_NAME"] = "" }))
        {
            using var live = await app.Client.GetAsync("/health/live", Ct);
        }

        Assert.Contains("freehold", collector.Sent()["/v1/traces"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task refuses_an_address_that_is_none()
    {
        var refused = await Assert.ThrowsAsync<BadSettingException>(() => TestServer.StartAsync(settings: Settings("collector:4317")));

        Assert.StartsWith("OTEL_EXPORTER_OTLP_ENDPOINT", refused.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Settings(string url) =>
        new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };

    /// <summary>Takes whatever is sent by OTLP over HTTP.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly ConcurrentQueue<(string Path, string Text)> sent = new();
        private readonly Task taking;

        public Collector()
        {
            Url = $"http://127.0.0.1:{FreePort.Next()}";
            listener.Prefixes.Add(Url + "/");
            listener.Start();
            taking = Task.Run(TakeAsync);
        }

        public string Url { get; }

        public Dictionary<string, string> Sent() => sent.GroupBy(one => one.Path).ToDictionary(path => path.Key, path => string.Concat(path.Select(one => one.Text)));

        public void Dispose()
        {
            listener.Close();
            taking.Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        }

        private async Task TakeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    sent.Enqueue((context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                    context.Response.Close();
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
