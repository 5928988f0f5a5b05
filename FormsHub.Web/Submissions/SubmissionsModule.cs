using FormsHub.Web.Access;

namespace FormsHub.Web.Submissions;

/// <summary>Reading submissions back: lists, single ones, their bytes, and files of many.</summary>
public static class SubmissionsModule
{
    public static IEndpointRouteBuilder MapSubmissions(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization(Policies.Administrator).WithTags("Submissions");
        api.MapGet("forms/{id:int}/submissions", SubmissionsEndpoint.ListAsync);
        api.MapGet("forms/{id:int}/submissions.{format}", ExportEndpoint.GetAsync);
        api.MapGet("forms/{id:int}/summary", SummaryEndpoint.GetAsync);
        api.MapGet("submissions/{id:long}", SubmissionsEndpoint.GetAsync);
        api.MapPatch("submissions/{id:long}", SubmissionsEndpoint.ChangeAsync);
        api.MapGet("submissions/{id:long}/document", SubmissionFilesEndpoint.DocumentAsync);
        api.MapGet("submissions/{id:long}/form-data", SubmissionFilesEndpoint.FormDataAsync);
        api.MapGet("submissions/{id:long}/receipt.pdf", ReceiptEndpoint.GetAsync);
        api.MapGet("submissions/{id:long}/report.pdf", ReceiptEndpoint.GetPaperAsync);
        api.MapGet("submissions/{id:long}/files/{sha256:length(64)}", SubmissionFilesEndpoint.PictureAsync);
        return routes;
    }
}
