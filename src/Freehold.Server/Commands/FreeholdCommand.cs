using System.CommandLine;
using System.Data.Common;
using Freehold.Server.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.Server.Commands;

/// <summary>The <c>freehold</c> command: what it can do, and how it ends when it cannot.</summary>
internal static class FreeholdCommand
{
    /// <summary>Exit code of a mistake on the command line or in the settings.</summary>
    private const int Misused = 2;

    /// <summary>A server is ended by its host; any other command that is told to stop has so long to tidy up and say how far it came.</summary>
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new CommonOptions();
        var root = new RootCommand("Freehold keeps customer accounts that customers own. Without a command it serves.")
        {
            ServeCommand.Create(options),
            MigrateCommand.Create(options),
            BackupCommand.Create(options),
            ImportCommand.Create(options),
            ExportCommand.Create(options),
            KeysCommand.Create(options),
        };
        options.AddTo(root);
        options.Handle(root, ServeCommand.RunAsync);
        HelpText.AddTo(root);

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var serves = parsed.CommandResult.Command is RootCommand or { Name: ServeCommand.Name };
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = serves ? null : LongestEnding };
        try
        {
            if (parsed.Errors.Count > 0) throw new BadSettingException(parsed.Errors[0].Message);
            return await parsed.InvokeAsync(invocation);
        }
        catch (Exception mistake) when (Explain(mistake) is { } line)
        {
            await invocation.Error.WriteLineAsync($"freehold: {line}");
            return Misused;
        }
    }

    /// <summary>One line for what whoever runs the command can mend; null for a bug.</summary>
    private static string? Explain(Exception mistake) => mistake switch
    {
        BadSettingException => mistake.Message,
        OperationCanceledException => "stopped before its end.",
        OptionsValidationException invalid => string.Join(' ', invalid.Failures).ReplaceLineEndings(" "),
        AggregateException several when several.InnerExceptions.All(each => each is OptionsValidationException) => string.Join(' ', several.InnerExceptions.Select(Explain)),
        DbException => $"the database cannot be used ({(mistake is NpgsqlException ? "ConnectionStrings:Freehold" : "Freehold:Data")}): {mistake.Message.ReplaceLineEndings(" ")}",
        IOException or UnauthorizedAccessException or InvalidDataException => $"Freehold:Data: {mistake.Message.ReplaceLineEndings(" ")}",
        _ => null,
    };
}
