using System.Collections.Frozen;
using FormsHub.Jobs.Reports.Csv;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Submissions as CSV.</summary>
internal sealed class CsvFormat(IPublicAddress address) : IReportFormat
{
    public string Name => "csv";

    public string Title => "CSV";

    public string MediaType => $"{CsvReportWriter.MediaType}; charset=utf-8";

    public IReadOnlySet<string> Options { get; } = FrozenSet.ToFrozenSet(
    [
        ReportOptionsReading.Headers, ReportOptionsReading.Separator, ReportOptionsReading.ByteOrderMark, ReportOptionsReading.Quote, ReportOptionsReading.Guard,
        ReportOptionsReading.Choices,
    ]);

    public Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
    {
        var report = source.Table();
        var asked = source.Request.Options;
        var options = new CsvOptions
        {
            Separator = asked.Separator,
            ByteOrderMark = asked.ByteOrderMark,
            QuoteAll = asked.QuoteAll,
            GuardFormulas = asked.GuardFormulas,
            BlobText = picture => address.Picture(report.SubmissionId, picture),
        };
        return CsvReportWriter.WriteAsync(asked.SplitChoices ? SplitChoices.Of(report.Table, source.Request.Columns) : report.Table, target, options, cancellationToken);
    }
}
