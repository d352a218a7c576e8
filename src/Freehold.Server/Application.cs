using Freehold.AccountApi;
using Freehold.Aimeos;
using Freehold.Http;
using Freehold.IdentityProviders;
using Freehold.Postgres;
using Freehold.Server.Configuration;
using Freehold.Server.Development;
using Freehold.Server.Guards;
using Freehold.Server.Health;
using Freehold.Server.Pages;
using Freehold.Server.Passwords;
using Freehold.Server.Reference;
using Freehold.Server.Telemetry;
using Freehold.Sqlite;
using Freehold.Synerise;

namespace Freehold.Server;

/// <summary>The whole application, as tests build it too.</summary>
public static class Application
{
    private static readonly Dictionary<string, string> Switches = new() { ["--data"] = "Freehold:Data" };

    /// <summary>Puts the application together.</summary>
    /// <param name="args">Settings on the command line, such as <c>--data DIR</c> or <c>--Freehold:Locale=de</c>.</param>
    /// <param name="adjust">Called before anything is read or added, for tests.</param>
    /// <param name="serves">False for commands that only need its parts: what is required of serving is then not checked.</param>
    /// <exception cref="BadSettingException">It cannot be served with these settings.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null, bool serves = true)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        builder.AddLogs();
        adjust?.Invoke(builder);

        builder.Configuration.AddSecretFiles();
        var development = builder.Environment.IsDevelopment();
        var host = Settings.ReadHost(builder.Configuration);
        var options = Settings.ReadCore(builder.Configuration);
        if (development) DevelopmentDefaults.Apply(options, host);
        else if (serves) ProductionGuard.Check(options, host);

        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(KestrelLimits.Apply).UseUrls([.. host.Addresses]);
        if (development) builder.AddDevelopmentTools();
        var freehold = builder.Services.AddFreehold(options);
        AddStorage(freehold, host);
        freehold.AddSenders(builder.Configuration, development);
        PublishedRanges.Add(builder.Services);
        freehold.AddIdentityProviders(Settings.ReadIdentityProviders(builder.Configuration));
        builder.Services.AddAimeos(Settings.ReadAimeos(builder.Configuration));
        freehold.AddBrowsers(secure: !development, host.Origins);
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddHealth();
        var observed = serves && TelemetryExport.AddTo(builder);

        var app = builder.Build();
        app.TakeListeningUrl(options, host);
        app.UseRootServices();
        app.UseSecurityHeaders();
        app.Use(app.Services.GetRequiredService<Faults>().InvokeAsync);
        if (development) app.UseHostNameGuard(options);
        app.UseProxyHeaders(host);
        app.UseHeadAsGet();
        app.UseRouting();
        app.UseUnserved();
        if (observed) app.UseRouteNames();

        app.MapHealth();
        app.MapKeySet();
        app.MapReference();
        app.MapLinkPages();
        app.MapSignInPages();
        if (development) app.MapDevelopmentTools();
        app.MapAccount();
        if (host.Dialects.Aimeos) app.MapAimeos();
        if (host.Dialects.Synerise) app.MapSynerise();
        return app;
    }

    private static void AddStorage(FreeholdServices freehold, HostSettings host)
    {
        if (host.ConnectionString is { } postgres) freehold.UsePostgres(postgres);
        else freehold.UseSqlite();
    }
}
