using System.CommandLine;
using Freehold.Storage;

namespace Freehold.Server.Commands;

/// <summary><c>freehold migrate</c>: brings the schema to this version ahead of the first start of it.</summary>
internal static class MigrateCommand
{
    public static Command Create(CommonOptions options)
    {
        var command = new Command("migrate", "Brings the database to this version, as serving also does.");
        options.Handle(command, async (parsed, settings, ct) =>
        {
            await using var app = Application.Build(settings, serves: false);
            await app.Services.GetRequiredService<Database>().MigrateAsync(ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync("The database is of this version.");
            return 0;
        });
        return command;
    }
}
