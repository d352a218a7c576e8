// What the platform's own account endpoints can do, for comparison in the same run: ASP.NET Core Identity over EF Core.
//   --sqlite=FOLDER or --postgres=CONNECTION  --accounts=N  --signed-in=N  --bearers=FILE (written: one header line per signed-in account)
using Freehold.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
builder.Services.AddDbContextPool<Accounts>(options =>
{
    if (builder.Configuration["sqlite"] is { } folder) options.UseSqlite($"Data Source={Path.Combine(folder, "identity.db")}");
    else options.UseNpgsql(builder.Configuration["postgres"] + ";Max Auto Prepare=20;Auto Prepare Min Usages=1");
});
builder.Services.AddIdentityApiEndpoints<IdentityUser>().AddEntityFrameworkStores<Accounts>();
builder.Services.AddAuthorization();

var app = builder.Build();
await Filling.FillAsync(app.Services, app.Configuration.GetValue<int>("accounts"), app.Configuration.GetValue<int>("signed-in"), app.Configuration["bearers"]!);
app.MapIdentityApi<IdentityUser>();
app.MapGet("/ready", () => TypedResults.Ok());
app.Run();
