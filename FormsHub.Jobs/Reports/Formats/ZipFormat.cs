using System.Collections.Frozen;
using FormsHub.Jobs.Reports.Archive;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Submissions as a ZIP archive of what was received.</summary>
internal sealed class ZipFormat(SubmissionArchive archive) : IReportFormat
{
    public string Name => "zip";

    public string Title => "ZIP";

    public string MediaType => "application/zip";

    public IReadOnlySet<string> Options { get; } = FrozenSet.ToFrozenSet(
        [ReportOptionsReading.Headers, ReportOptionsReading.Documents, ReportOptionsReading.Images, ReportOptionsReading.Data]);

    public Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken) => archive.WriteAsync(source, target, cancellationToken);
}
