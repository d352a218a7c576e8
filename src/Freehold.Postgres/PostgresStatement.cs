using Freehold.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Freehold.Postgres;

/// <summary>A statement as PostgreSQL takes it, with typed parameters that are set without boxing.</summary>
internal static class PostgresStatement
{
    /// <summary>Its text; an UPDATE and an INSERT that follows from it are one statement here.</summary>
    public static string Text(Statement statement)
    {
        var text = statement.Text.ToString();
        if (statement.CountBefore is null) return text;

        var parts = text.Replace(Sql.IfChanged.Text, "FROM changed", StringComparison.Ordinal).Split(SqlJoint.Mark);
        return $"WITH changed AS ({parts[0]} RETURNING 1) {parts[1]}";
    }

    /// <summary>Makes the parameters, by the types of first values.</summary>
    public static void AddParameters(NpgsqlParameterCollection parameters, ReadOnlySpan<SqlValue> values)
    {
        foreach (var value in values) parameters.Add(Parameter(value.Type));
    }

    /// <summary>Sets the parameters.</summary>
    public static void Bind(NpgsqlParameterCollection parameters, ReadOnlySpan<SqlValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            switch (parameters[i])
            {
                case NpgsqlParameter<long?> number: number.TypedValue = value.IsNull ? null : value.Number; break;
                case NpgsqlParameter<bool> truth: truth.TypedValue = value.Number != 0; break;
                case NpgsqlParameter<string> text: text.TypedValue = (string?)value.Reference; break;
                case NpgsqlParameter<byte[]> bytes: bytes.TypedValue = (byte[]?)value.Reference; break;
                default: throw new InvalidOperationException($"Parameter {i + 1} has no known type.");
            }
        }
    }

    private static NpgsqlParameter Parameter(SqlType type) => type switch
    {
        SqlType.Text => new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text },
        SqlType.Boolean => new NpgsqlParameter<bool> { NpgsqlDbType = NpgsqlDbType.Boolean },
        SqlType.Bytes => new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea },
        _ => new NpgsqlParameter<long?> { NpgsqlDbType = NpgsqlDbType.Bigint },
    };
}
