using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Warns once, at start, where new passwords get the second-best hash.</summary>
internal sealed partial class Argon2Notice(ILogger<Argon2Notice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!PasswordHashing.HasArgon2) LogMissing(log);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "libargon2 is not installed (Debian: libargon2-1): new passwords are hashed with PBKDF2-SHA512, and stored Argon2 hashes cannot be verified.")]
    private static partial void LogMissing(ILogger log);
}
