using System.Runtime.CompilerServices;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>Looks at the rows of a file on their way, so that the file can say what it holds.</summary>
internal sealed class FileContents : IDisposable
{
    private readonly SubmissionReport _report;
    private readonly IPublicAddress _address;
    private readonly Fingerprint _fingerprint;
    private readonly SortedDictionary<int, long> _versions = [];

    public FileContents(ReportSource source, IPublicAddress address)
    {
        _address = address;
        _report = new SubmissionReport(
            cancellationToken => WatchAsync(source.RowsAsync(cancellationToken)), source.Request.Columns, source.Request.Form.Title, source.Request.Options.Headers);
        _fingerprint = new Fingerprint(SubmissionReport.HeadersOf(source.Request.Columns, ReportHeaders.Keys), AddressOf);
        Choices = new ChoiceCounts(source.Request.Columns);
        Table = _report.Table with { Rows = LookAsync(_report.Table.Rows) };
    }

    /// <summary>The rows, each looked at when it is read.</summary>
    public ReportTable Table { get; }

    public ChoiceCounts Choices { get; }

    /// <summary>Submissions by the version of the form that was filled.</summary>
    public IReadOnlyDictionary<int, long> Versions => _versions;

    /// <summary>Of a picture in the row at hand.</summary>
    public string AddressOf(BlobReference picture) => _address.Picture(_report.SubmissionId, picture);

    /// <summary>The fingerprint of all rows, when they have been read.</summary>
    public string FinishFingerprint() => _fingerprint.Finish();

    public void Dispose() => _fingerprint.Dispose();

    private async IAsyncEnumerable<SubmissionRow> WatchAsync(IAsyncEnumerable<SubmissionRow> rows)
    {
        await foreach (var row in rows)
        {
            _versions[row.Version] = _versions.GetValueOrDefault(row.Version) + 1;
            yield return row;
        }
    }

    private async IAsyncEnumerable<FieldValue[]> LookAsync(IAsyncEnumerable<FieldValue[]> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            _fingerprint.Add(row);
            Choices.Add(row);
            yield return row;
        }
    }
}
