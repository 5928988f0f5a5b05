using FormsHub.Jobs.Reports.Paper;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Receipts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Submissions;

/// <summary>A submission as PDF, made when it is asked for: the receipt of whoever sent it, and the pages of those who work with it.</summary>
internal static class ReceiptEndpoint
{
    public static async Task<Results<ReceiptFile, ProblemHttpResult>> GetAsync(long id, Receipts receipts, CancellationToken cancellationToken) =>
        await receipts.FindAsync(id, cancellationToken) is { } receipt ? new ReceiptFile(receipt, receipt.FileName, receipts.WriteAsync) : SubmissionsEndpoint.NoSuchSubmission(id);

    /// <summary>The submission as pages for those who work with it.</summary>
    public static async Task<Results<ReceiptFile, ProblemHttpResult>> GetPaperAsync(long id, SubmissionPapers papers, CancellationToken cancellationToken) =>
        await papers.FindAsync(id, cancellationToken) is { } paper
            ? new ReceiptFile(paper, $"{paper.Form.Slug}-{paper.Submission.Row.Number}.pdf", papers.WriteAsync)
            : SubmissionsEndpoint.NoSuchSubmission(id);
}

/// <summary>One submission as a download: a whole PDF file, or an answer that says why not, or a broken connection.</summary>
/// <param name="receipt">What is known of it.</param>
/// <param name="fileName">What the download is called.</param>
/// <param name="writeAsync">Makes the file.</param>
internal sealed partial class ReceiptFile(Receipt receipt, string fileName, Func<Receipt, Stream, CancellationToken, Task> writeAsync) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var logger = services.GetRequiredService<ILogger<ReceiptFile>>();
        var response = httpContext.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        response.ContentType = "application/pdf";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = disposition.ToString();
        try
        {
            await writeAsync(receipt, response.Body, httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
        catch (PdfException exception) when (!response.HasStarted)
        {
            LogNotMade(logger, exception, receipt.Submission.Row.Id);
            response.Clear();
            await TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(httpContext);
        }
        catch (Exception exception) when (response.HasStarted)
        {
            // What has been sent looks like a file. Only a connection that breaks tells that it is none.
            LogNotMade(logger, exception, receipt.Submission.Row.Id);
            httpContext.Abort();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A PDF file of submission {SubmissionId} could not be made.")]
    private static partial void LogNotMade(ILogger logger, Exception exception, long submissionId);
}
