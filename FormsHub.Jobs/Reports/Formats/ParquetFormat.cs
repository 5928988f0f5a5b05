using System.Collections.Frozen;
using FormsHub.Jobs.Reports.Parquet;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Submissions as Apache Parquet, for programs that analyse very many.</summary>
internal sealed class ParquetFormat(IPublicAddress address) : IReportFormat
{
    public string Name => "parquet";

    public string Title => "Parquet";

    public string MediaType => ParquetReportWriter.MediaType;

    public IReadOnlySet<string> Options { get; } = FrozenSet.ToFrozenSet([ReportOptionsReading.Headers]);

    /// <summary>Programs read it.</summary>
    public ReportOptions Usual => new() { Headers = ReportHeaders.Keys };

    public Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
    {
        var report = source.Table();
        var utc = source.Request.Columns.Index().Where(column => column.Item.Property == SubmissionProperty.SubmittedAt).Select(column => column.Index).ToHashSet();
        return ParquetReportWriter.WriteAsync(report.Table, utc, picture => address.Picture(report.SubmissionId, picture), target, cancellationToken);
    }
}
