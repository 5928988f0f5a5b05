using System.Text.Encodings.Web;
using System.Text.Json;
using FormsHub.Jobs.Submissions;
using Parquet;
using Parquet.Schema;

namespace FormsHub.Jobs.Reports.Parquet;

/// <summary>Writes a report as Apache Parquet: typed columns, row group by row group, so that memory stays the same however long it is.</summary>
/// <remarks>A cell whose column cannot hold it (a text where a number is usual) stands in the last column, as JSON by the column's name: nothing is left out.</remarks>
public static class ParquetReportWriter
{
    public const string MediaType = "application/vnd.apache.parquet";

    /// <summary>The last column, which is there whether or not anything stands in it.</summary>
    public const string OtherValues = "other_values";

    private const int RowsOfGroup = 20_000;
    private const int CellsOfGroup = 500_000;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="table">What is written.</param>
    /// <param name="utcColumns">Places of the columns whose moments are in UTC.</param>
    /// <param name="picture">The address of a picture of the row at hand.</param>
    /// <param name="target">Written to asynchronously only; it need not seek.</param>
    /// <param name="cancellationToken">Ends it early; what was written is no file then.</param>
    /// <returns>Rows written.</returns>
    public static async Task<long> WriteAsync(
        ReportTable table, IReadOnlySet<int> utcColumns, Func<BlobReference, string> picture, Stream target, CancellationToken cancellationToken)
    {
        await using var rows = table.Rows.GetAsyncEnumerator(cancellationToken);
        // The first row before the first byte: a query that fails can still be answered with an error.
        var more = await rows.MoveNextAsync();
        var columns = table.Columns.Select((column, index) => ParquetColumn.Of(column.Header, column.Kind, utcColumns.Contains(index), picture)).ToList();
        var others = ParquetColumn.Of(FreeName(table.Columns), Forms.ColumnKind.Text, isUtc: false, picture);
        var output = new PendingOutput(target);
        var most = Math.Clamp(CellsOfGroup / columns.Count, 100, RowsOfGroup);
        var count = 0L;
        await using (var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema([.. columns.Select(column => column.Field), others.Field]), output, new ParquetOptions { CompressionMethod = CompressionMethod.Snappy }, cancellationToken: cancellationToken))
        {
            do
            {
                for (var inGroup = 0; more && inGroup < most; inGroup++, count++)
                {
                    AddRow(columns, others, table.Columns, rows.Current, picture);
                    more = await rows.MoveNextAsync();
                }

                using (var group = writer.CreateRowGroup())
                {
                    foreach (var column in columns.Append(others))
                    {
                        await column.WriteAsync(group, cancellationToken);
                    }
                }

                await output.HandOnAsync(cancellationToken);
            }
            while (more);
        }

        await output.FinishAsync(cancellationToken);
        return count;
    }

    private static void AddRow(List<ParquetColumn> columns, ParquetColumn others, IReadOnlyList<ReportColumn> headers, FieldValue[] row, Func<BlobReference, string> picture)
    {
        if (row.Length != columns.Count)
        {
            throw new InvalidOperationException($"A row of the report has {row.Length} cells, the report {columns.Count} columns.");
        }

        Dictionary<string, string?>? misfits = null;
        for (var i = 0; i < row.Length; i++)
        {
            if (!columns[i].Add(in row[i]))
            {
                (misfits ??= [])[headers[i].Header] = CellText.Of(in row[i], picture);
            }
        }

        others.Add(misfits is null ? FieldValue.Empty : FieldValue.OfText(JsonSerializer.Serialize(misfits, Readable)));
    }

    private static string FreeName(IReadOnlyList<ReportColumn> columns)
    {
        var name = OtherValues;
        while (columns.Any(column => string.Equals(column.Header, name, StringComparison.OrdinalIgnoreCase)))
        {
            name += "_";
        }

        return name;
    }
}
