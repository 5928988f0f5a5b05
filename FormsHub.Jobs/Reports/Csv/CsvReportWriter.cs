using CsvHelper;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Csv;

/// <summary>Writes a report as CSV (RFC 4180, UTF-8): dates ISO 8601, booleans true and false, numbers with a decimal point.</summary>
public static class CsvReportWriter
{
    public const string MediaType = "text/csv";

    /// <summary>Writes header and rows; the target is written to asynchronously only.</summary>
    /// <returns>Rows written, without the header.</returns>
    public static async Task<long> WriteAsync(ReportTable table, Stream target, CsvOptions options, CancellationToken cancellationToken)
    {
        await using var rows = table.Rows.GetAsyncEnumerator(cancellationToken);
        // The first row before the first byte: a query that fails can still be answered with an error.
        var more = await rows.MoveNextAsync();
        var output = new PendingOutput(target);
        using var csv = CsvWriter.Create(output, Settings(options), leaveOpen: true);
        var headers = table.Columns.Select(column => FieldValue.OfText(column.Header)).ToArray();
        WriteRow(csv, headers, headers.Length, options);
        csv.Flush();
        await output.HandOnAsync(cancellationToken);

        var count = 0L;
        for (; more; more = await rows.MoveNextAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteRow(csv, rows.Current, headers.Length, options);
            count++;
            if (output.IsFull)
            {
                await output.HandOnAsync(cancellationToken);
            }
        }
        csv.Flush();
        await output.FinishAsync(cancellationToken);
        return count;
    }

    private static CsvWriterOptions Settings(CsvOptions options) => CsvWriterOptions.Default with
    {
        Separator = options.Separator,
        WriteByteOrderMark = options.ByteOrderMark,
        // Some readers trim what is not quoted.
        Quoting = options.QuoteAll ? CsvQuoting.Always : CsvQuoting.WhenNeededOrWhitespace,
        TrueValue = "true",
        FalseValue = "false",
    };

    private static void WriteRow(CsvWriter csv, FieldValue[] row, int columns, CsvOptions options)
    {
        if (row.Length != columns)
        {
            throw new InvalidOperationException($"A row of the report has {row.Length} cells, the report {columns} columns.");
        }
        if (columns == 0)
        {
            return;
        }
        foreach (ref readonly var value in row.AsSpan())
        {
            WriteCell(csv, in value, options);
        }
        csv.EndRecord();
    }

    private static void WriteCell(CsvWriter csv, in FieldValue value, CsvOptions options)
    {
        switch (value.Kind)
        {
            case ValueKind.Empty:
                csv.WriteField("");
                break;
            case ValueKind.Number:
                csv.WriteField(value.Number);
                break;
            case ValueKind.Boolean:
                csv.WriteField(value.Boolean);
                break;
            case ValueKind.Date:
                csv.WriteField(value.Moment, IsoText.DateFormat);
                break;
            case ValueKind.Timestamp:
                csv.WriteField(value.Moment, IsoText.TimestampFormat);
                break;
            case ValueKind.Blob:
                WriteText(csv, options.BlobText?.Invoke(value.Blob!) ?? BlobText.Describe(value.Blob!), options);
                break;
            default:
                WriteText(csv, value.Text!, options);
                break;
        }
    }

    // The package's own guard would also touch negative numbers that came as text.
    private static void WriteText(CsvWriter csv, string text, CsvOptions options) =>
        csv.WriteField(options.GuardFormulas && FormulaGuard.IsNeeded(text) ? "'" + text : text);
}
