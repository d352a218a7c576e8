using Freehold.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Freehold.Server.Health;

/// <summary>Ready while the database answers and stands at this version. One that hangs is not waited for: it would not even answer that it gives up.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        await Readiness.IsMigratedAsync(database, cancellationToken).WaitAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not migrated");
}
