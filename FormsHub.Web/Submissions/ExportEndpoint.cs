using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Web.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Submissions;

/// <summary>Submissions as a file: the list's query, every row of it, streamed.</summary>
internal static class ExportEndpoint
{
    public static async Task<Results<ExportFile, NotFound, ProblemHttpResult>> GetAsync(
        int id, string format, HttpContext context, FormCatalog catalog, ReportFormats formats, ReportWriter writer, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (formats.Find(format) is not { } asked)
        {
            return TypedResults.NotFound();
        }

        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return FormsEndpoint.NoSuchForm(id);
        }

        var fields = await catalog.FieldsAsync(id, cancellationToken);
        var by = context.User.Identity?.Name ?? "";
        var (request, problems) = ReportRequestParser.Parse(form, fields, asked, QueryPairs.Of(context.Request), by, clock.GetUtcNow());
        if (request is null)
        {
            return QueryRequest.Refuse(problems);
        }

        return new ExportFile(await writer.PinAsync(request, cancellationToken), asked);
    }

    internal static ProblemHttpResult Refuse(string obstacle) =>
        TypedResults.Problem(obstacle, statusCode: StatusCodes.Status422UnprocessableEntity, title: "This file cannot be made.");
}
