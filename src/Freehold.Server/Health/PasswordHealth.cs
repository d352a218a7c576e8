using Freehold.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Freehold.Server.Health;

/// <summary>Not ready where stored passwords need <c>libargon2</c> and it is not installed.</summary>
internal sealed class PasswordHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        await Readiness.CanVerifyPasswordsAsync(database, cancellationToken).WaitAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("stored passwords need libargon2, which is not installed");
}
