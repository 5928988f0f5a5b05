using System.Globalization;
using FormsHub.Jobs.Submissions;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Submissions;

/// <summary>The answer of an export: a file that is written while it is read, or a broken connection, never a whole-looking part of it.</summary>
/// <param name="request">What was asked.</param>
/// <param name="ending">The file name's ending.</param>
/// <param name="mediaType">Its type.</param>
/// <param name="writeAsync">Writes all rows and says how many there were.</param>
internal sealed partial class ExportFile(
    QueryRequest request, string ending, string mediaType, Func<Stream, CancellationToken, Task<long>> writeAsync) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var logger = services.GetRequiredService<ILogger<ExportFile>>();

        // Counted while the file is written: nobody waits for it.
        var count = services.GetRequiredService<SubmissionReader>().CountAsync(request.Query, httpContext.RequestAborted);
        var response = httpContext.Response;
        response.ContentType = mediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = Disposition(services.GetRequiredService<TimeProvider>().GetUtcNow());
        try
        {
            // The body writer's stream: a zip writes synchronously when it ends, which Response.Body refuses.
            var rows = await writeAsync(response.BodyWriter.AsStream(leaveOpen: true), httpContext.RequestAborted);
            LogWritten(logger, request.Form.Id, ending, rows);
            var expected = (await count).Matching;
            if (rows != expected)
            {
                LogCountDiffers(logger, request.Form.Id, ending, rows, expected);
            }
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
        catch (Exception exception) when (response.HasStarted)
        {
            // What has been sent looks like a file. Only a connection that breaks tells that it is none.
            LogBroken(logger, exception, request.Form.Id, ending);
            httpContext.Abort();
        }
    }

    private string Disposition(DateTimeOffset now)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{request.Form.Slug}-{now:yyyy-MM-dd}.{ending}");
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Exported {Rows} submissions of form {FormId} as {Format}.")]
    private static partial void LogWritten(ILogger logger, int formId, string format, long rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The export of form {FormId} as {Format} has {Rows} rows; {Expected} were counted when it began.")]
    private static partial void LogCountDiffers(ILogger logger, int formId, string format, long rows, long expected);

    [LoggerMessage(Level = LogLevel.Error, Message = "The export of form {FormId} as {Format} broke off half-way.")]
    private static partial void LogBroken(ILogger logger, Exception exception, int formId, string format);
}
