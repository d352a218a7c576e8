using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Freehold;

/// <summary>Refuses, at start, numbers that cannot work, and in Production those that protect nobody.</summary>
internal sealed class PasswordOptionsCheck(IHostEnvironment? environment = null) : IValidateOptions<PasswordOptions>
{
    // OWASP's smallest memory for Argon2id.
    private const int ProductionMemoryKib = 7_168;

    public ValidateOptionsResult Validate(string? name, PasswordOptions options)
    {
        var leastMemory = environment?.IsProduction() == true ? ProductionMemoryKib : 8 * options.Parallelism;
        return Outside(nameof(options.MinLength), options.MinLength, 6, 64)
            ?? Outside(nameof(options.MaxCodePoints), options.MaxCodePoints, 64, 1024)
            ?? Outside(nameof(options.Iterations), options.Iterations, 1, 32)
            ?? Outside(nameof(options.Parallelism), options.Parallelism, 1, 16)
            ?? Outside(nameof(options.MemoryKib), options.MemoryKib, leastMemory, 262_144)
            ?? Outside(nameof(options.Threads), options.Threads ?? 1, 1, 1024)
            ?? Outside(nameof(options.QueueSeconds), options.QueueSeconds, 0.1, 30)
            ?? Outside(nameof(options.BreachedLookupSeconds), options.BreachedLookupSeconds, 0.1, 10)
            ?? BadLookup(options)
            ?? ValidateOptionsResult.Success;
    }

    // Over http anybody on the way could say that no password was ever breached.
    private static ValidateOptionsResult? BadLookup(PasswordOptions options) =>
        options.BreachedLookupUrl is not { } text || (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)))
            ? null
            : ValidateOptionsResult.Fail($"{PasswordOptions.Section}:{nameof(options.BreachedLookupUrl)} must be an https address (http for this machine only).");

    private static ValidateOptionsResult? Outside(string setting, double value, double least, double most) =>
        Range.Problem($"{PasswordOptions.Section}:{setting}", value, least, most) is { } problem ? ValidateOptionsResult.Fail(problem) : null;
}
