namespace FormsHub.Jobs.Reports.Excel;

/// <summary>Writes a report as an Excel file, row by row: memory stays the same however long the report is.</summary>
/// <remarks>
/// The target is only written to asynchronously and need not seek, so it may be a response. When anything fails the exception comes through and
/// what the target got is no valid file; who sends it must then abort the connection.
/// </remarks>
public sealed class ExcelWriter(TimeProvider clock)
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <exception cref="TooManyColumnsException">An Excel sheet cannot hold so many columns; nothing is written.</exception>
    public async Task<ExcelSummary> WriteAsync(ReportTable table, Stream target, ExcelOptions options, CancellationToken cancellationToken)
    {
        if (table.Columns.Count > ExcelLimits.Columns)
        {
            throw new TooManyColumnsException(table.Columns.Count);
        }
        await using var rows = table.Rows.GetAsyncEnumerator(cancellationToken);
        // The first row before the first byte: a query that fails can still be answered with an error.
        var more = await rows.MoveNextAsync();
        var output = new PendingOutput(target);
        var file = new ExcelFile(table, output, options, clock.GetUtcNow());
        using (file)
        {
            do
            {
                more = await file.WriteSheetAsync(rows, more, cancellationToken);
            }
            while (more);
            await file.WritePartsAsync(cancellationToken);
        }
        await output.FinishAsync(cancellationToken);
        return file.Summary;
    }
}
