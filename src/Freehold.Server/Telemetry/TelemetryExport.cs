using Freehold.Server.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Freehold.Server.Telemetry;

/// <summary>Sends traces and metrics of ASP.NET Core, Npgsql and the runtime to a collector by OTLP; every <c>OTEL_*</c> setting counts, from wherever settings come.</summary>
internal sealed class TelemetryExport(IConfiguration configuration) : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private TracerProvider? traces;
    private MeterProvider? metrics;

    /// <summary>Adds it where a collector is named; nothing of it runs otherwise, which it tells.</summary>
    /// <exception cref="BadSettingException">The collector's address is none.</exception>
    public static bool AddTo(WebApplicationBuilder builder)
    {
        if (builder.Configuration[Endpoint] is not { Length: > 0 } address) return false;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) throw new BadSettingException($"{Endpoint}: {address} is no http or https address.");

        // Else .NET 10 leaves method and status to an instrumentation package.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        builder.Services.AddHostedService<TelemetryExport>();
        return true;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(Name)
            .AddSource("Microsoft.AspNetCore", "Npgsql")
            .AddProcessor(new PathRemoval())
            .AddOtlpExporter()
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(Name)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime", SmsUse.MeterName)
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what waits.</summary>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    // An empty OTEL_* variable counts as none (OpenTelemetry's specification).
    private void Name(ResourceBuilder resource) =>
        resource.AddService(configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : "freehold", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3));
}
