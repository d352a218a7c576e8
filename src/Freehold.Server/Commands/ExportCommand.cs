using System.CommandLine;
using Freehold.Server.Configuration;
using Freehold.Sqlite;
using Freehold.Storage;

namespace Freehold.Server.Commands;

/// <summary><c>freehold export --account ID</c>: everything that is kept of one account, also while it is served.</summary>
internal static class ExportCommand
{
    private const int NoSuchAccount = 1;

    public static Command Create(CommonOptions options)
    {
        var account = new Option<long>("--account") { HelpName = "ID", Description = "The account's number.", Required = true };
        var command = new Command("export", "Writes everything that is kept of one account as one JSON document, also while it is served.") { account };
        options.Handle(command, async (parsed, settings, ct) =>
        {
            await using var app = Application.Build(settings, serves: false);
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var id = parsed.GetRequiredValue(account);
            await using var database = Open(app);
            if (!await Readiness.IsMigratedAsync(database, ct)) throw new BadSettingException("the database is of an earlier version; freehold migrate brings it to this one.");
            if (await new AccountExports(database, app.Services.GetRequiredService<TimeProvider>()).OfAsync(new CustomerId(id), ct) is not { } document)
            {
                await error.WriteLineAsync($"freehold: there is no account {id}.");
                return NoSuchAccount;
            }

            await output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(document));
            return 0;
        });
        return command;
    }

    /// <summary>A server that runs holds the folder of the embedded database, but others may read it.</summary>
    private static Database Open(WebApplication app) =>
        app.Configuration["Freehold:Storage"] == "postgres" ? app.Services.GetRequiredService<Database>() : SqliteDatabase.OpenForReading(app.Services.GetRequiredService<FreeholdOptions>().Data);
}
