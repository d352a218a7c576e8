using System.Net;

namespace Freehold.Server.Configuration;

/// <summary>What the host itself reads from the section <c>Freehold</c>, beside what the core reads.</summary>
internal sealed class HostSettings
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Storage { get; set; } = "sqlite";

    /// <summary>Which dialects are served.</summary>
    public DialectSwitches Dialects { get; set; } = new();

    /// <summary>Origins of shop front ends, beside the own one, whose scripts may call with cookies and read answers.</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    /// <summary>Whose <c>X-Forwarded-*</c> headers count.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; set; } = [];

    /// <summary>Where the host listens.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    /// <summary>The PostgreSQL connection string; null with the embedded database.</summary>
    public string? ConnectionString { get; set; }
}

/// <summary>The switches of <c>Freehold:Dialects</c>.</summary>
internal sealed class DialectSwitches
{
    /// <summary>Serve the Synerise dialect.</summary>
    public bool Synerise { get; set; } = true;

    /// <summary>Serve the Aimeos dialect.</summary>
    public bool Aimeos { get; set; } = true;
}
