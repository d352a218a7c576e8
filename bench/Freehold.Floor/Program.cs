// What the platform can do at all, for comparison in the same run: a constant answer, and the bare database operations.
using Freehold.Floor;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();

ConstantAnswer.Map(app);
if (app.Configuration["sqlite"] is { } folder) BareSqlite.Map(app, folder);
if (app.Configuration["postgres"] is { } connectionString) BarePostgres.Map(app, connectionString);
app.Run();
