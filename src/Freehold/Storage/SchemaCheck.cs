using Microsoft.Extensions.Hosting;

namespace Freehold.Storage;

/// <summary>Ends the start of an application whose database nobody brought to this version, before every request and all work in the background fails at it.</summary>
internal sealed class SchemaCheck(Database database) : IHostedService
{
    private const string Advice = "call MigrateAsync of Freehold.Storage.Database before the application starts.";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        bool isMigrated;
        try
        {
            isMigrated = await Readiness.IsMigratedAsync(database, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is not OperationCanceledException)
        {
            // An empty database has no table to ask.
            throw new InvalidOperationException($"The database does not answer, or is empty ({unreadable.Message.ReplaceLineEndings(" ")}): {Advice}", unreadable);
        }

        if (!isMigrated) throw new InvalidOperationException($"The database is not at this version of Freehold: {Advice}");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
