using System.Collections.Frozen;
using FormsHub.Jobs.Reports.Paper;
using FormsHub.Jobs.Reports.Paper.Bundles;
using FormsHub.Jobs.Reports.Pdf;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Submissions as PDF: a register, a page for each, or a bundle with the documents that were received.</summary>
internal sealed class PdfFormat(Register register, SubmissionPapers papers, Bundle bundle, IOptions<ReportsOptions> options) : IReportFormat
{
    public string Name => "pdf";

    public string Title => "PDF";

    public string MediaType => "application/pdf";

    public IReadOnlySet<string> Options { get; } = FrozenSet.ToFrozenSet([ReportOptionsReading.Layout, ReportOptionsReading.Charts, ReportOptionsReading.Paper]);

    public ReportOptions Usual => new() { Paper = options.Value.Paper };

    public string? Obstacle(ReportRequest request) => request.Options.Layout switch
    {
        PdfLayout.Register when request.Columns.Count > PdfTable.MostColumns =>
            $"A register on paper has at most {PdfTable.MostColumns} columns, and {request.Columns.Count} were asked for. Choose fewer columns, or the layout with a page for each submission.",
        PdfLayout.Bundle when !Qpdf.IsThere => "The program qpdf is missing, which puts documents together. Install the Debian package qpdf, or choose another layout.",
        _ => null,
    };

    public ReportLimit? LimitOf(ReportRequest request) => request.Options.Layout switch
    {
        PdfLayout.Register => new(Register.MostSubmissions, "Narrow the list, or take Excel."),
        PdfLayout.Pages => new(SubmissionPapers.MostSubmissions, "Narrow the list, for example by date, or take the register or Excel."),
        _ => new(Bundle.MostSubmissions, "Narrow the list, for example by date, or take a ZIP archive."),
    };

    public Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken) => source.Request.Options.Layout switch
    {
        PdfLayout.Register => register.WriteAsync(source, target, cancellationToken),
        PdfLayout.Pages => papers.WriteAsync(source, target, cancellationToken),
        _ => bundle.WriteAsync(source, target, cancellationToken),
    };
}
