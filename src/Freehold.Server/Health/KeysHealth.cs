using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Freehold.Server.Health;

/// <summary>Ready once the deployment's keys could be read.</summary>
internal sealed class KeysHealth(IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(services.GetRequiredService<KeyRing>().Verifying.Count > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("no signing key"));
}
