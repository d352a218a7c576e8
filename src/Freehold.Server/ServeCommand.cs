using Freehold.Storage;

namespace Freehold.Server;

/// <summary>Serves until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var app = Application.Build(args.Length > 0 && args[0] == "serve" ? args[1..] : args);
        await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        await app.RunAsync();
        return 0;
    }
}
