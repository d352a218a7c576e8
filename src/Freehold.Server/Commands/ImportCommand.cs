using System.CommandLine;
using System.Text.Json;
using Freehold.AccountApi;
using Freehold.Server.Configuration;
using Freehold.Storage;

namespace Freehold.Server.Commands;

/// <summary><c>freehold import FILE.ndjson</c>: takes customers over from another system, one a line.</summary>
internal static class ImportCommand
{
    /// <summary>Exit code when lines were refused; all others are in.</summary>
    private const int SomeRefused = 1;

    /// <summary>So many lines are one unit of work.</summary>
    private const int LinesAtOnce = 200;

    public static Command Create(CommonOptions options)
    {
        var file = new Argument<string>("FILE") { Description = "Customers as newline-delimited JSON; docs/moving.md tells the members." };
        var command = new Command("import", "Takes customers over from another system, with their password hashes. Doing it again adds nothing.") { file };
        options.Handle(command, async (parsed, settings, ct) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (!File.Exists(path)) throw new BadSettingException($"FILE: there is no file {path}.");

            await using var app = Application.Build(settings, serves: false);
            await app.Services.GetRequiredService<Database>().MigrateAsync(ct);
            await using var stream = File.OpenRead(path);
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var tally = await ProgressBar.ShowAsync(error, stream.Length, step => TakeAsync(app.Services, stream, error, step, ct));
            await output.WriteLineAsync($"{tally.Made} imported, {tally.Stood} already there, {tally.Refused} refused.");
            return tally.Refused > 0 ? SomeRefused : 0;
        });
        return command;
    }

    private static async Task<Tally> TakeAsync(IServiceProvider services, Stream stream, TextWriter error, Action<long> step, CancellationToken ct)
    {
        var (reader, imports) = (services.GetRequiredService<ImportLine>(), services.GetRequiredService<AccountImports>());
        var tally = new Tally();
        var batch = new List<(int Line, ImportedCustomer Customer)>(LinesAtOnce);
        await foreach (var line in JsonLines.ReadAsync(stream, ct))
        {
            if (Read(reader, line.Document, out var customer) is { } reason) await RefuseAsync(line.Number, reason);
            else batch.Add((line.Number, customer!));
            if (batch.Count == LinesAtOnce) await KeepAsync();
            step(line.Bytes);
        }

        await KeepAsync();
        return tally;

        async Task KeepAsync()
        {
            if (batch.Count == 0) return;
            var outcomes = await imports.TakeAsync(batch.ConvertAll(entry => entry.Customer), ct);
            for (var i = 0; i < batch.Count; i++)
            {
                if (!outcomes[i].Is(out var outcome, out var failure)) await RefuseAsync(batch[i].Line, Reason(failure));
                else if (outcome == ImportOutcome.Made) tally.Made++;
                else tally.Stood++;
            }

            batch.Clear();
        }

        async Task RefuseAsync(int number, string reason)
        {
            tally.Refused++;
            await error.WriteLineAsync($"line {number}: {reason}");
        }
    }

    /// <summary>Why a line is refused; null when it is not.</summary>
    private static string? Read(ImportLine reader, JsonDocument? document, out ImportedCustomer? customer)
    {
        customer = null;
        return document is null ? "The line is not JSON." : reader.Read(document.RootElement).Is(out customer, out var failure) ? null : Reason(failure);
    }

    private static string Reason(Failure failure)
    {
        if (failure is { Field: "passwordHash", Code: FailureCode.OutOfRange }) return "passwordHash: of no form that can be verified here (bcrypt, scrypt, PBKDF2, Argon2).";
        var text = AccountErrors.Of(failure.Code).Title;
        return failure.Field is { } field ? $"{field}: {text}" : text;
    }

    private sealed class Tally
    {
        public long Made { get; set; }

        public long Stood { get; set; }

        public long Refused { get; set; }
    }
}
