using Freehold.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Freehold.Server.Health;

/// <summary>Ready while the database answers and stands at this version.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        await Readiness.IsMigratedAsync(database, cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not migrated");
}
