using Freehold.Server.Configuration;

namespace Freehold.Server;

/// <summary>The log: for people in Development, JSON lines elsewhere. Requests are not logged, not even as scopes (<c>Microsoft.AspNetCore.Hosting.Diagnostics</c> is off): their paths hold links and ids.</summary>
internal static class Logs
{
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else builder.Logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "O"));
        QuietStart.AddTo(builder);
    }

    /// <summary>The levels of <c>Logging:LogLevel</c>, and of the one for a single kind of log, such as <c>Logging:Console:LogLevel</c>.</summary>
    /// <exception cref="BadSettingException">One is no level.</exception>
    public static void CheckLevels(IConfiguration configuration)
    {
        foreach (var (name, level) in configuration.GetSection("Logging").AsEnumerable())
        {
            if (string.IsNullOrEmpty(level) || !name.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase)) continue;
            if (!Enum.TryParse<LogLevel>(level, ignoreCase: true, out _)) throw new BadSettingException($"{name}: {level} is none of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
        }
    }
}
