using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Csv;
using FormsHub.Jobs.Reports.Excel;
using FormsHub.Jobs.Reports.JsonLines;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Submissions;

/// <summary>Submissions as a file: the list's query, every row of it, streamed.</summary>
internal static class ExportEndpoint
{
    public static async Task<Results<ExportFile, ProblemHttpResult>> ExcelAsync(
        int id, HttpContext context, FormCatalog catalog, SubmissionReader reader, Addresses addresses, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (request, problem) = await QueryRequest.ForFileAsync(id, context, catalog, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        var report = Report(request, reader);
        var options = new ExcelOptions { BlobLink = picture => addresses.Picture(report.SubmissionId, picture) };
        return new ExportFile(request, "xlsx", ExcelWriter.MediaType, async (target, cancelled) =>
            (await new ExcelWriter(clock).WriteAsync(report.Table, target, options, cancelled)).Rows);
    }

    public static async Task<Results<ExportFile, ProblemHttpResult>> CsvAsync(
        int id, HttpContext context, FormCatalog catalog, SubmissionReader reader, Addresses addresses, CancellationToken cancellationToken)
    {
        var (request, problem) = await QueryRequest.ForFileAsync(id, context, catalog, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        var report = Report(request, reader);
        var options = new CsvOptions { BlobText = picture => addresses.Picture(report.SubmissionId, picture) };
        return new ExportFile(request, "csv", $"{CsvReportWriter.MediaType}; charset=utf-8", (target, cancelled) =>
            CsvReportWriter.WriteAsync(report.Table, target, options, cancelled));
    }

    public static async Task<Results<ExportFile, ProblemHttpResult>> JsonLinesAsync(
        int id, HttpContext context, FormCatalog catalog, SubmissionReader reader, Addresses addresses, CancellationToken cancellationToken)
    {
        var (request, problem) = await QueryRequest.ForFileAsync(id, context, catalog, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        var shape = new SubmissionJson(request.Query.Fields, addresses.Picture);
        return new ExportFile(request, "jsonl", JsonLinesWriter.MediaType, (target, cancelled) =>
            JsonLinesWriter.WriteAsync(reader.ReadAllAsync(request.Query, cancelled), shape.Write, target, cancelled));
    }

    private static SubmissionReport Report(QueryRequest request, SubmissionReader reader) =>
        new(reader, request.Query, request.Form.Title, request.WithKeys ? ReportHeaders.Keys : ReportHeaders.Labels);
}
