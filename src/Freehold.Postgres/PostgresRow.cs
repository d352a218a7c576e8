using Freehold.Storage;
using Npgsql;

namespace Freehold.Postgres;

internal sealed class PostgresRow : Row
{
    public NpgsqlDataReader Reader { get; set; } = null!;

    public override string? TextOrNull(int column) => Reader.IsDBNull(column) ? null : Reader.GetString(column);

    public override bool IsNull(int column) => Reader.IsDBNull(column);

    public override long Long(int column) => Reader.GetInt64(column);

    public override bool Bool(int column) => Reader.GetBoolean(column);

    public override byte[] Bytes(int column) => Reader.GetFieldValue<byte[]>(column);
}
