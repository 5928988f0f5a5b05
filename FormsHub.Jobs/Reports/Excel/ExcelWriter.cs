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
        var feed = new RowFeed(rows, table.Columns.Count, options.BlobLink);
        // The first rows before the first byte: a query that fails can still be answered with an error.
        var first = await feed.LookAheadAsync(cancellationToken);
        var output = new PendingOutput(target);
        var created = clock.GetUtcNow();
        ExcelSummary written;
        using (var package = new ExcelPackage(output, options.Compression, created))
        {
            var file = new ExcelFile(table, first, package, output, options);
            var more = await feed.MoveNextAsync();
            do
            {
                more = await file.WriteSheetAsync(feed, more, cancellationToken);
            }
            while (more);
            written = file.Summary;
            if (options.FurtherSheets is not null)
            {
                await file.WriteSheetsAsync(await options.FurtherSheets(written, cancellationToken), cancellationToken);
            }
            await file.WritePartsAsync(created, cancellationToken);
        }
        await output.FinishAsync(cancellationToken);
        return written;
    }
}
