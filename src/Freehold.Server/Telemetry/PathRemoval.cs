using System.Diagnostics;
using OpenTelemetry;

namespace Freehold.Server.Telemetry;

/// <summary>Takes what a client wrote into its address out of a trace: paths hold the tokens of mailed links, addresses and numbers. The route stays.</summary>
internal sealed class PathRemoval : BaseProcessor<Activity>
{
    private static readonly string[] Told = ["url.path", "url.query", "url.full", "client.address"];

    public override void OnEnd(Activity data)
    {
        if (data.Kind != ActivityKind.Server) return;
        foreach (var name in Told) data.SetTag(name, null);
    }
}
