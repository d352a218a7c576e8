using System.CommandLine;
using System.IO.Pipelines;
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

            await using var stream = Open(path);
            await using var app = Application.Build(settings, serves: false);
            await app.Services.GetRequiredService<Database>().MigrateAsync(ct);
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var tally = new Tally();
            try
            {
                await ProgressBar.ShowAsync(error, stream.CanSeek ? stream.Length : 0, step => TakeAsync(app.Services, stream, tally, error, step, ct));
            }
            finally
            {
                // What was taken before an import breaks off stays.
                await output.WriteLineAsync($"{tally.Made} imported, {tally.Stood} already there, {tally.Refused} refused.");
            }

            return tally.Refused > 0 ? SomeRefused : 0;
        });
        return command;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException($"FILE: {unreadable.Message}", unreadable);
        }
    }

    private static async Task TakeAsync(IServiceProvider services, Stream stream, Tally tally, TextWriter error, Action<long> step, CancellationToken ct)
    {
        var (reader, imports) = (services.GetRequiredService<ImportLine>(), services.GetRequiredService<AccountImports>());
        var batch = new List<(int Line, ImportedCustomer Customer)>(LinesAtOnce);
        try
        {
            await foreach (var line in JsonLines.ReadAsync(PipeReader.Create(stream), ct))
            {
                if (Read(reader, line, out var customer) is { } reason) await RefuseAsync(line.Number, reason);
                else batch.Add((line.Number, customer!));
                if (batch.Count == LinesAtOnce) await KeepAsync();
                step(line.Bytes);
            }
        }
        catch (IOException unreadable)
        {
            await KeepAsync();
            throw new BadSettingException($"FILE: {unreadable.Message}", unreadable);
        }

        await KeepAsync();

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
    private static string? Read(ImportLine reader, JsonLine line, out ImportedCustomer? customer)
    {
        customer = null;
        if (line.IsTooLong) return "The line is longer than 1 MiB.";
        return line.Document is null ? JsonLines.Refusal : reader.Read(line.Document.RootElement).Is(out customer, out var failure) ? null : Reason(failure);
    }

    private static string Reason(Failure failure) => failure switch
    {
        { Field: "passwordHash", Code: FailureCode.OutOfRange } => "passwordHash: of no form that can be verified here (bcrypt, scrypt, PBKDF2, Argon2).",
        { Field: "code", Code: FailureCode.ReadOnly } => "code: Only an account has a login code.",
        { Field: { } field } => $"{field}: {AccountErrors.Of(failure.Code).Title}",
        _ => AccountErrors.Of(failure.Code).Title,
    };

    private sealed class Tally
    {
        public long Made { get; set; }

        public long Stood { get; set; }

        public long Refused { get; set; }
    }
}
