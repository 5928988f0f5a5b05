using System.Globalization;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Pdf;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Submissions;

/// <summary>The answer of an export: a file that is written while it is read, or a broken connection, never a whole-looking part of it.</summary>
/// <param name="request">What was asked.</param>
/// <param name="format">What the file is.</param>
internal sealed partial class ExportFile(ReportRequest request, IReportFormat format) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var logger = services.GetRequiredService<ILogger<ExportFile>>();
        var response = httpContext.Response;
        response.ContentType = format.MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = Disposition(request);
        try
        {
            // The body writer's stream: a zip writes synchronously when it ends, which Response.Body refuses.
            var target = response.BodyWriter.AsStream(leaveOpen: true);
            var rows = await services.GetRequiredService<ReportWriter>().WriteAsync(format, request, target, null, httpContext.RequestAborted);
            LogWritten(logger, request.Form.Id, format.Name, rows);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
        catch (ReportObstacleException exception) when (!response.HasStarted)
        {
            response.Clear();
            await ExportEndpoint.Refuse(exception.Message).ExecuteAsync(httpContext);
        }
        catch (PdfException exception) when (!response.HasStarted)
        {
            LogBroken(logger, exception, request.Form.Id, format.Name);
            response.Clear();
            await TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(httpContext);
        }
        catch (Exception exception) when (response.HasStarted)
        {
            // What has been sent looks like a file. Only a connection that breaks tells that it is none.
            LogBroken(logger, exception, request.Form.Id, format.Name);
            httpContext.Abort();
        }
    }

    private string Disposition(ReportRequest asked)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{asked.Form.Slug}-{asked.RequestedAt:yyyy-MM-dd}.{format.Name}");
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Exported {Rows} submissions of form {FormId} as {Format}.")]
    private static partial void LogWritten(ILogger logger, int formId, string format, long rows);

    [LoggerMessage(Level = LogLevel.Error, Message = "The export of form {FormId} as {Format} broke off half-way.")]
    private static partial void LogBroken(ILogger logger, Exception exception, int formId, string format);
}
