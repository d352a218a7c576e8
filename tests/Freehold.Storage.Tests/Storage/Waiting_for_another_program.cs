using Freehold.Sqlite;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

/// <summary>Another program, such as an operator's shell, that has begun to write into the database file.</summary>
public sealed class Waiting_for_another_program
{
    [Fact]
    public void ends_with_a_failure_that_may_pass()
    {
        using var folder = new TemporaryFolder();
        var another = new SqliteSession(folder["freehold.db"], "PRAGMA journal_mode=WAL");
        var own = new SqliteSession(folder["freehold.db"], "PRAGMA busy_timeout=0");
        another.Run("BEGIN IMMEDIATE");

        var refused = Assert.Throws<SqliteFailure>(() => own.Run("BEGIN IMMEDIATE"));

        Assert.True(refused.IsTransient);
        another.Run("ROLLBACK");
        own.Run("BEGIN IMMEDIATE; ROLLBACK");
        own.Close();
        another.Close();
    }
}
