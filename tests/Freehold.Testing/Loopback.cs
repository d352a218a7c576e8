using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Freehold.Testing;

/// <summary>Stand-ins for what others run.</summary>
public static class Loopback
{
    /// <summary>A silent application on a free port of this machine; <see cref="WebApplication.Urls"/> tells its address once it is started.</summary>
    public static WebApplication Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        return app;
    }
}
