using System.Collections.Frozen;
using System.IO.Compression;
using FormsHub.Jobs.Reports.Excel;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Submissions as an Excel workbook.</summary>
internal sealed class ExcelFormat(IPublicAddress address, TimeProvider clock) : IReportFormat
{
    public string Name => "xlsx";

    public string Title => "Excel";

    public string MediaType => ExcelWriter.MediaType;

    public IReadOnlySet<string> Options { get; } = FrozenSet.ToFrozenSet([ReportOptionsReading.Headers]);

    public async Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
    {
        var report = source.Table();
        var options = new ExcelOptions
        {
            Compression = source.Request.IsKept ? CompressionLevel.Optimal : CompressionLevel.Fastest,
            BlobLink = picture => address.Picture(report.SubmissionId, picture),
        };
        return (await new ExcelWriter(clock).WriteAsync(report.Table, target, options, cancellationToken)).Rows;
    }
}
