using Freehold.Http;
using Freehold.Postgres;
using Freehold.Sqlite;
using Freehold.Synerise;

namespace Freehold.Server;

/// <summary>The whole application, as tests build it too.</summary>
public static class Application
{
    private static readonly Dictionary<string, string> Switches = new() { ["--urls"] = "urls", ["--data"] = "Freehold:Data" };

    /// <summary>Puts the application together.</summary>
    /// <param name="args">Settings on the command line, such as <c>--data DIR</c>.</param>
    /// <param name="adjust">Called before the application is built, for tests.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        adjust?.Invoke(builder);

        var options = Settings.Read(builder.Configuration, builder.Environment);
        var freehold = builder.Services.AddFreehold(options);
        if (builder.Configuration["Freehold:Storage"] == "postgres") freehold.UsePostgres(builder.Configuration.GetConnectionString("Freehold")!);
        else freehold.UseSqlite();
        builder.Services.AddSingleton(new SessionCookieOptions(Secure: !builder.Environment.IsDevelopment()));

        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Ok());
        app.MapSynerise();
        return app;
    }
}
