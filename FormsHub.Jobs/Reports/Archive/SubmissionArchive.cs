using System.Runtime.CompilerServices;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Csv;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Receipts;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Archive;

/// <summary>Submissions as a ZIP archive: a folder with what was received for each, a table of all, and a list of every file with its hash.</summary>
internal sealed class SubmissionArchive(ReceivedFiles files, IBlobStore blobs, VerificationCodes codes, IPublicAddress address)
{
    public const string TableName = "submissions.csv";

    private const int Batch = 200;

    // Longer, a list is read line by line.
    private const int LongestManifest = 10_000;
    private const int FewSubmissions = 100_000;

    /// <summary>Writes the archive in one pass over the rows: while the table takes a row, the row's files go into the archive.</summary>
    /// <returns>Submissions written.</returns>
    public async Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
    {
        var request = source.Request;
        using var zip = new ZipWriter(target);
        using var manifest = new ArchiveManifest();
        await using var table = UnnamedFile.Create();
        var folder = new SubmissionFolder(zip, blobs, request.Form, request.Query.Fields);
        var report = new SubmissionReport(cancelled => WithFilesAsync(source, folder, manifest, cancelled), request.Columns, request.Form.Title, request.Options.Headers);
        var options = new CsvOptions { BlobText = picture => folder.PathOf(picture) ?? address.Picture(report.SubmissionId, picture) };
        var count = await CsvReportWriter.WriteAsync(WithFolder(report.Table, folder), table, options, cancellationToken);

        var now = ReceiptTime.In(request.Form, request.RequestedAt.UtcDateTime).DateTime;
        table.Position = 0;
        using (var entry = zip.Begin(TableName, now, isLarge: count > FewSubmissions))
        {
            await entry.WriteAsync(table, cancellationToken);
            await entry.EndAsync(cancellationToken);
        }

        var asLines = count > LongestManifest;
        using (var entry = zip.Begin(asLines ? "manifest.jsonl" : "manifest.json", now, isLarge: count > FewSubmissions))
        {
            await manifest.WriteAsync(entry, request, count, asLines, cancellationToken);
            await entry.EndAsync(cancellationToken);
        }

        await zip.FinishAsync(cancellationToken);
        return count;
    }

    private async IAsyncEnumerable<SubmissionRow> WithFilesAsync(
        ReportSource source, SubmissionFolder folder, ArchiveManifest manifest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = source.Request.Options;
        var shown = source.Request.Query.Fields.Select(field => field.Id).ToHashSet();
        bool IsWanted(ReceivedFile file) => file.Kind switch
        {
            ReceivedFile.Document => options.Documents,
            ReceivedFile.FormData => options.Data,
            _ => options.Images && file.FieldId is { } field && shown.Contains(field),
        };
        await foreach (var rows in BatchesAsync(source.RowsAsync(cancellationToken)))
        {
            var received = await files.ListAsync([.. rows.Select(row => row.Id)], cancellationToken);
            foreach (var row in rows)
            {
                var written = (await folder.WriteAsync(row, received[row.Id].Where(IsWanted), options.Images, cancellationToken)).ToList();
                if (options.Documents && !row.HasDocument)
                {
                    written.Add(new(null, ReceivedFile.Document, null, null, 0, "application/pdf", "It has not arrived yet."));
                }

                manifest.Add(row, folder.Folder, await codes.OfAsync(row.Id, cancellationToken), written);
                yield return row;
            }
        }
    }

    /// <summary>Some rows at a time, each with cells of its own.</summary>
    private static async IAsyncEnumerable<List<SubmissionRow>> BatchesAsync(IAsyncEnumerable<SubmissionRow> rows)
    {
        var batch = new List<SubmissionRow>(Batch);
        await foreach (var row in rows)
        {
            batch.Add(row with { Values = [.. row.Values] });
            if (batch.Count == Batch)
            {
                yield return batch;
                batch.Clear();
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static ReportTable WithFolder(ReportTable table, SubmissionFolder folder)
    {
        var headers = ColumnHeaders.MakeUnique(table.Columns.Select(column => column.Header), [("Folder", "")]);
        return table with { Columns = [.. table.Columns, new(headers[^1], ColumnKind.Text)], Rows = RowsAsync() };

        async IAsyncEnumerable<FieldValue[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var cells = new FieldValue[table.Columns.Count + 1];
            await foreach (var row in table.Rows.WithCancellation(cancellationToken))
            {
                row.CopyTo(cells, 0);
                cells[^1] = folder.Folder is { } name ? FieldValue.OfText(name) : FieldValue.Empty;
                yield return cells;
            }
        }
    }
}
