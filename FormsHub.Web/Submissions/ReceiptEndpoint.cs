using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Receipts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Submissions;

/// <summary>The receipt of a submission, made when it is asked for.</summary>
internal static class ReceiptEndpoint
{
    public static async Task<Results<ReceiptFile, ProblemHttpResult>> GetAsync(long id, Receipts receipts, CancellationToken cancellationToken) =>
        await receipts.FindAsync(id, cancellationToken) is { } receipt ? new ReceiptFile(receipt) : SubmissionsEndpoint.NoSuchSubmission(id);
}

/// <summary>A receipt as a download: a whole file, or an answer that says why not, or a broken connection.</summary>
internal sealed partial class ReceiptFile(Receipt receipt) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var logger = services.GetRequiredService<ILogger<ReceiptFile>>();
        var response = httpContext.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(receipt.FileName);
        response.ContentType = "application/pdf";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = disposition.ToString();
        try
        {
            await services.GetRequiredService<Receipts>().WriteAsync(receipt, response.Body, httpContext.RequestAborted);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The receipt of submission {SubmissionId} could not be made.")]
    private static partial void LogNotMade(ILogger logger, Exception exception, long submissionId);
}
