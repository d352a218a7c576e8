namespace Freehold.Server;

/// <summary>Keeps the host from telling at length of a start that failed, and of what that interrupts: the command tells the cause, in one line where somebody can mend it.</summary>
internal sealed class QuietStart : IHostedLifecycleService
{
    private bool started;

    public static void AddTo(WebApplicationBuilder builder)
    {
        var start = new QuietStart();
        builder.Services.AddHostedService(_ => start);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => start.started && level >= LogLevel.Warning);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        started = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
