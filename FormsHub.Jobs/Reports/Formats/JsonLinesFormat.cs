using System.Collections.Frozen;
using FormsHub.Jobs.Reports.JsonLines;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Submissions as JSON Lines: each the list's item, with the values of the chosen fields.</summary>
internal sealed class JsonLinesFormat(IPublicAddress address) : IReportFormat
{
    public string Name => "jsonl";

    public string Title => "JSON Lines";

    public string MediaType => JsonLinesWriter.MediaType;

    // Programs read it: fields have their names either way.
    public IReadOnlySet<string> Options { get; } = FrozenSet.ToFrozenSet([ReportOptionsReading.Headers]);

    public Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
    {
        var shape = new SubmissionJson(source.Request.Query.Fields, address.Picture);
        return JsonLinesWriter.WriteAsync(source.RowsAsync(cancellationToken), shape.Write, target, cancellationToken);
    }
}
