using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Sqlite;

/// <summary>Chooses the embedded database.</summary>
public static class SqliteStorage
{
    /// <summary>Keeps accounts in an embedded SQLite database in the data folder of <see cref="FreeholdOptions"/>.</summary>
    public static FreeholdServices UseSqlite(this FreeholdServices freehold)
    {
        ArgumentNullException.ThrowIfNull(freehold);
        freehold.Services.AddSingleton<Database>(provider =>
            new SqliteDatabase(provider.GetRequiredService<FreeholdOptions>().Data, provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<SqliteDatabase>>()));
        return freehold;
    }
}
