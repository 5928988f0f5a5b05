using System.Diagnostics.CodeAnalysis;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using Parquet;
using Parquet.Schema;

namespace FormsHub.Jobs.Reports.Parquet;

/// <summary>A column of a Parquet file: its type, and the cells of the row group that is being gathered.</summary>
internal abstract class ParquetColumn
{
    /// <summary>28 digits before the point and 10 behind it: more than most numbers have.</summary>
    private const int Precision = 38;
    private const int Scale = 10;

    public abstract DataField Field { get; }

    /// <returns>false when the cell holds something that the column's type cannot; the column is empty there.</returns>
    public abstract bool Add(in FieldValue value);

    public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken);

    /// <param name="name">Unique in the file.</param>
    /// <param name="kind">What its cells usually hold.</param>
    /// <param name="isUtc">Its moments are in UTC, not by somebody's clock.</param>
    /// <param name="picture">The address of a picture.</param>
    public static ParquetColumn Of(string name, ColumnKind kind, bool isUtc, Func<BlobReference, string> picture) => kind switch
    {
        ColumnKind.Number => new Typed<decimal>(new DecimalDataField(name, Precision, Scale, isNullable: true), static (in FieldValue value, out decimal number) =>
        {
            number = value.Kind == ValueKind.Number ? value.Number : 0;
            return value.Kind == ValueKind.Number && decimal.Round(number, Scale) == number && Math.Abs(number) < 1e28m;
        }),
        ColumnKind.Boolean => new Typed<bool>(new DataField<bool?>(name), static (in FieldValue value, out bool boolean) =>
        {
            boolean = value.Kind == ValueKind.Boolean && value.Boolean;
            return value.Kind == ValueKind.Boolean;
        }),
        ColumnKind.Date => new Typed<DateTime>(new DateTimeDataField(name, DateTimeFormat.Date, isNullable: true), static (in FieldValue value, out DateTime day) =>
        {
            day = value.Kind == ValueKind.Date ? value.Moment : default;
            return value.Kind == ValueKind.Date;
        }),
        ColumnKind.Timestamp => new Typed<DateTime>(
            new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: isUtc, unit: DateTimeTimeUnit.Micros, isNullable: true),
            (in FieldValue value, out DateTime moment) =>
            {
                moment = value.Kind == ValueKind.Timestamp ? DateTime.SpecifyKind(value.Moment, DateTimeKind.Utc) : default;
                return value.Kind == ValueKind.Timestamp;
            }),
        _ => new Texts(name, picture),
    };

    [SuppressMessage("Design", "CA1021", Justification = "One call a cell: a tuple would copy the value.")]
    private delegate bool Reading<T>(in FieldValue value, out T read);

    private sealed class Typed<T>(DataField column, Reading<T> read) : ParquetColumn where T : struct
    {
        private readonly List<T?> _cells = [];

        public override DataField Field => column;

        public override bool Add(in FieldValue value)
        {
            var fits = read(in value, out var cell);
            _cells.Add(fits ? cell : null);
            return fits || value.Kind == ValueKind.Empty;
        }

        public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
        {
            await group.WriteAsync<T>(column, _cells.ToArray(), null, null, cancellationToken);
            _cells.Clear();
        }
    }

    /// <summary>Texts hold whatever comes, as every file writes it.</summary>
    private sealed class Texts(string name, Func<BlobReference, string> picture) : ParquetColumn
    {
        private readonly List<string?> _cells = [];

        public override DataField Field { get; } = new DataField<string>(name);

        public override bool Add(in FieldValue value)
        {
            _cells.Add(CellText.Of(in value, picture));
            return true;
        }

        public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
        {
            await group.WriteAsync(Field, _cells!, null);
            _cells.Clear();
        }
    }
}
