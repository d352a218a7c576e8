using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Postgres;

/// <summary>Chooses PostgreSQL.</summary>
public static class PostgresStorage
{
    /// <summary>Keeps accounts in the PostgreSQL database of a connection string.</summary>
    public static FreeholdServices UsePostgres(this FreeholdServices freehold, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(freehold);
        freehold.Services.AddSingleton<Database>(provider => new PostgresDatabase(connectionString, provider.GetRequiredService<TimeProvider>()));
        freehold.Services.AddHostedService(provider => ((PostgresDatabase)provider.GetRequiredService<Database>()).News);
        return freehold;
    }
}
