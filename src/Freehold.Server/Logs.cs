namespace Freehold.Server;

/// <summary>The log: for people in Development, JSON lines elsewhere. Requests are not logged, not even as scopes (<c>Microsoft.AspNetCore.Hosting.Diagnostics</c> is off): their paths hold links and ids.</summary>
internal static class Logs
{
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
    }
}
