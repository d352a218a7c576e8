using Spectre.Console;

namespace Freehold.Server.Commands;

/// <summary>Shows how far a long command is, where somebody sits at a terminal; nothing elsewhere.</summary>
internal static class ProgressBar
{
    /// <summary>Runs the work, which tells each step of the total.</summary>
    public static async Task ShowAsync(TextWriter terminal, long total, Func<Action<long>, Task> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) });
        if (!console.Profile.Out.IsTerminal)
        {
            await work(_ => { });
            return;
        }

        await console.Progress().AutoClear(true).Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask("import", maxValue: Math.Max(total, 1));
            await work(step => task.Increment(step));
        });
    }
}
