using System.CommandLine;
using Freehold.Server.Configuration;
using Freehold.Storage;
using Microsoft.Extensions.Options;

namespace Freehold.Server.Commands;

/// <summary><c>freehold serve</c>: serves until it is told to stop.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    /// <summary>How much longer than requests may run that it stops in the midst of, a database that hangs may keep it from ending.</summary>
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(5);

    public static Command Create(CommonOptions options)
    {
        var command = new Command(Name, "Serves until it is told to stop.");
        options.AddUrlsTo(command);
        options.Handle(command, RunAsync);
        return command;
    }

    public static async Task<int> RunAsync(ParseResult parsed, string[] settings, CancellationToken ct)
    {
        await using var app = Application.Build(settings);

        // Before anything is migrated.
        app.Services.GetService<IStartupValidator>()?.Validate();
        Certificates.CheckFiles(app.Configuration, app.Environment.ContentRootPath);
        await app.Services.GetRequiredService<Database>().MigrateAsync(ct);
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception failure) when (Listening.Problem(failure, app.Configuration) is { } problem)
        {
            throw new BadSettingException(problem, failure);
        }

        app.Lifetime.ApplicationStopping.Register(() => EndWithin(app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout + LongestEnding));
        GiveBack();
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    /// <summary>Ends the process whoever still waits for the database: what was answered is safe there. A thread of its own sees to it, since all others may be among those who wait.</summary>
    private static void EndWithin(TimeSpan limit) => new Thread(() => EndAfter(limit)) { IsBackground = true }.Start();

    private static void EndAfter(TimeSpan limit)
    {
        Thread.Sleep(limit);
        Environment.Exit(0);
    }

    /// <summary>What starting needed and nobody needs any more goes back to the system: some 3 MB for 5 ms, which an idle server would keep for hours.</summary>
    private static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
}
