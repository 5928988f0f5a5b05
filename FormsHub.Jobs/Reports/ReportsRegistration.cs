using FormsHub.Jobs.Reports.Archive;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Paper;
using FormsHub.Jobs.Reports.Paper.Bundles;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.Reports;

internal static class ReportsRegistration
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<IPdfRenderer, PangoPdfRenderer>();
        services.AddSingleton<Receipts.Receipts>();
        services.AddSingleton<IReportFormat, ExcelFormat>();
        services.AddSingleton<IReportFormat, CsvFormat>();
        services.AddSingleton<IReportFormat, JsonLinesFormat>();
        services.AddSingleton<IReportFormat, ParquetFormat>();
        services.AddSingleton<IReportFormat, PdfFormat>();
        services.AddSingleton<IReportFormat, ZipFormat>();
        services.AddSingleton<ReportFormats>();
        services.AddSingleton<ReportWriter>();
        services.AddSingleton<ReportFiles>();
        services.AddSingleton<ReportRuns>();
        services.AddSingleton<ReportLinks>();
        services.AddHostedService<PdfFontCheck>();
        services.AddSingleton<SubmissionArchive>();
        services.AddSingleton<Register>();
        services.AddSingleton<SubmissionPapers>();
        services.AddSingleton<Bundle>();
        services.AddSingleton<ScratchFolders>();
        services.AddHostedService(provider => provider.GetRequiredService<ScratchFolders>());
        return services;
    }
}
