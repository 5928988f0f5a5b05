using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Reports;

/// <summary>The file of a finished report, in parts when a browser goes on with a broken download.</summary>
internal static class ReportFileEndpoint
{
    public const string Gone = "The file of this report is not kept any more. Make it again.";

    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetAsync(
        long id, HttpContext context, ReportRuns runs, ReportFiles files, ReportFormats formats, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is not { } run)
        {
            return ReportRunsEndpoint.NoSuchRun(id);
        }

        if (run.State is not (ReportRunState.Done or ReportRunState.Expired))
        {
            return TypedResults.Problem(
                run.State switch
                {
                    ReportRunState.Failed => run.LastError,
                    ReportRunState.Cancelled => "The report was cancelled before it was finished.",
                    _ => "The report is not finished yet.",
                },
                statusCode: StatusCodes.Status409Conflict,
                title: "There is no file.");
        }

        if (!run.HasFileAt(clock.GetUtcNow()) || files.OpenRead(run) is not { } content)
        {
            return TypedResults.Problem(Gone, statusCode: StatusCodes.Status410Gone, title: "The file is gone.");
        }

        Prepare(context);
        return TypedResults.File(content, MediaType(run, formats), run.FileName, run.FinishedAt, EntityTag(run), enableRangeProcessing: true);
    }

    /// <summary>What is said with every file: it is data, and nobody between here and the browser keeps it.</summary>
    public static void Prepare(HttpContext context)
    {
        context.ForbidAllContent();
        context.Response.Headers.CacheControl = "private, no-cache";
    }

    public static EntityTagHeaderValue EntityTag(ReportRun run) => new($"\"{Convert.ToHexStringLower(run.FileSha256!)}\"");

    public static string MediaType(ReportRun run, ReportFormats formats) => formats.Find(run.Format)?.MediaType ?? "application/octet-stream";
}
