using System.CommandLine;
using Freehold.Server.Configuration;
using Freehold.Sqlite;

namespace Freehold.Server.Commands;

/// <summary><c>freehold backup FILE</c>: one consistent state of the embedded database, while it is served or not.</summary>
internal static class BackupCommand
{
    public static Command Create(CommonOptions options)
    {
        var file = new Argument<string>("FILE") { Description = "Where to write it; must not exist." };
        var command = new Command("backup", "Copies the embedded database, also while it is served. The keys are copied separately.") { file };
        options.Handle(command, async (parsed, settings, ct) =>
        {
            await using var app = Application.Build(settings, serves: false);
            if (app.Configuration["Freehold:Storage"] == "postgres") throw new BadSettingException("Freehold:Storage: a PostgreSQL database is backed up with pg_dump.");
            try
            {
                await SqliteBackup.WriteAsync(app.Services.GetRequiredService<FreeholdOptions>().Data, Path.GetFullPath(parsed.GetRequiredValue(file)), ct);
                return 0;
            }
            catch (Exception unwritable) when (unwritable is (IOException and not FileNotFoundException) or UnauthorizedAccessException)
            {
                throw new BadSettingException($"FILE: {unwritable.Message}", unwritable);
            }
        });
        return command;
    }
}
