using System.Diagnostics;
using FormsHub.Jobs.Forms;
using Npgsql;
using NpgsqlTypes;

namespace FormsHub.Jobs.Submissions;

/// <summary>The values of one column of a form's typed table, for many submissions at once.</summary>
internal abstract class TypedColumn
{
    /// <summary>What PostgreSQL calls the type of one value.</summary>
    public abstract string SqlType { get; }

    public abstract void Set(int row, in FieldValue value);

    public abstract NpgsqlParameter ToParameter();

    /// <param name="kind">What the column holds.</param>
    /// <param name="rows">How many submissions there are; each is null until it is set.</param>
    public static TypedColumn Of(ColumnKind kind, int rows) => kind switch
    {
        ColumnKind.Number => new Column<decimal?>("numeric", NpgsqlDbType.Numeric, rows, static value => value.Number),
        ColumnKind.Boolean => new Column<bool?>("boolean", NpgsqlDbType.Boolean, rows, static value => value.Boolean),
        ColumnKind.Date => new Column<DateTime?>("date", NpgsqlDbType.Date, rows, static value => value.Moment),
        ColumnKind.Timestamp => new Column<DateTime?>("timestamp", NpgsqlDbType.Timestamp, rows, static value => value.Moment),
        ColumnKind.Blob => new Column<byte[]?>("bytea", NpgsqlDbType.Bytea, rows, static value => value.Blob?.Sha256),
        ColumnKind.Text or ColumnKind.Choice => new Column<string?>("text", NpgsqlDbType.Text, rows, static value => value.Text),
        _ => throw new UnreachableException($"No column for {kind}."),
    };

    private sealed class Column<T>(string sqlType, NpgsqlDbType type, int rows, Func<FieldValue, T> read) : TypedColumn
    {
        private readonly T[] _values = new T[rows];

        public override string SqlType => sqlType;

        public override void Set(int row, in FieldValue value) => _values[row] = value.Kind == ValueKind.Empty ? default! : read(value);

        public override NpgsqlParameter ToParameter() => new() { Value = _values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
