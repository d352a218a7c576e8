using System.CommandLine;
using Freehold.Server.Configuration;

namespace Freehold.Server.Commands;

/// <summary>What every command understands: where the data is, in which environment, and any setting by its full name.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string> data = new("--data") { HelpName = "DIR", Description = "Folder of the embedded database, the keys and message texts of one's own (./data).", Recursive = true };
    private readonly Option<string> environment = new("--environment") { HelpName = "NAME", Description = "Development or Production; else ASPNETCORE_ENVIRONMENT, else Production.", Recursive = true };
    private readonly Option<string> urls = new("--urls") { HelpName = "URL", Description = "Where to listen (http://localhost:8000); several are separated by semicolons." };

    /// <summary>Every command takes the folder and the environment, and any setting, as in <c>--Freehold:Locale de</c>.</summary>
    public void AddTo(RootCommand root)
    {
        root.Add(data);
        root.Add(environment);
        root.Add(urls);
    }

    /// <summary>Commands that listen also take <c>--urls</c>.</summary>
    public void AddUrlsTo(Command command) => command.Add(urls);

    /// <summary>What the command does with the settings that it was given, in the form that <see cref="Application.Build"/> reads.</summary>
    public void Handle(Command command, Func<ParseResult, string[], CancellationToken, Task<int>> run)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, ct) => run(parsed, Settings(parsed), ct));
    }

    private string[] Settings(ParseResult parsed)
    {
        var settings = new List<string>();
        Add(urls);
        Add(data);
        Add(environment);

        var unmatched = new Queue<string>(parsed.UnmatchedTokens);
        while (unmatched.TryDequeue(out var token))
        {
            if (!token.StartsWith("--", StringComparison.Ordinal) || !token.Contains(':', StringComparison.Ordinal)) throw new BadSettingException($"there is no command or option {token} (freehold --help lists them).");
            if (!token.Contains('=', StringComparison.Ordinal)) token = $"{token}={(unmatched.TryDequeue(out var value) ? value : throw new BadSettingException($"{token} needs a value."))}";
            settings.Add(token);
        }

        return [.. settings];

        void Add(Option<string> option)
        {
            if (parsed.GetValue(option) is { } value) settings.Add($"{option.Name}={value}");
        }
    }
}
