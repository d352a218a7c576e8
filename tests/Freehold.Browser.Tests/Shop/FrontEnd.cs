using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Freehold.Browser.Tests.Shop;

/// <summary>The sample shop on a web server of its own, as a shop would have it: another origin than the accounts, the same site.</summary>
internal sealed class FrontEnd : IAsyncDisposable
{
    private readonly WebApplication app;

    private FrontEnd(WebApplication app) => this.app = app;

    /// <summary>Serves <c>samples/shop</c> with its one setting.</summary>
    public static async Task<FrontEnd> StartAsync(string origin, Uri accounts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(origin);
        var app = builder.Build();
        app.MapGet("/{file=index.html}", async (string file) =>
        {
            var path = Path.Combine(Repository.Root, "samples/shop", Path.GetFileName(file));
            if (!File.Exists(path)) return Results.NotFound();
            var text = await File.ReadAllTextAsync(path, CancellationToken.None);
            var type = Path.GetExtension(file) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "text/html" };
            return Results.Text(text.Replace("""name="freehold-server" content="" """.TrimEnd(), $"""name="freehold-server" content="{accounts.OriginalString}" """.TrimEnd(), StringComparison.Ordinal), type);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new FrontEnd(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
