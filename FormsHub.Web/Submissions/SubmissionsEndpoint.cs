using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Submissions;

/// <summary>Lists of submissions and single ones; what a reviewer decides.</summary>
internal static class SubmissionsEndpoint
{
    public static async Task<Results<SubmissionList, ProblemHttpResult>> ListAsync(
        int id, HttpContext context, FormCatalog catalog, SubmissionReader reader, Addresses addresses, CancellationToken cancellationToken)
    {
        var (request, problem) = await QueryRequest.ForListAsync(id, context, catalog, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        // Two statements that need nothing of each other.
        var count = reader.CountAsync(request.Query, cancellationToken);
        var page = reader.PageAsync(request.Query, request.Limit, request.Cursor, cancellationToken);
        await Task.WhenAll(count, page);
        return new SubmissionList(await count, await page, new SubmissionJson(request.Query.Fields, addresses.Picture));
    }

    public static async Task<Results<JsonHttpResult<SubmissionResponse>, ProblemHttpResult>> GetAsync(
        long id, HttpContext context, SubmissionDetailReader reader, Addresses addresses, CancellationToken cancellationToken)
    {
        if (await reader.GetAsync(id, cancellationToken) is not { } detail)
        {
            return NoSuchSubmission(id);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(SubmissionResponse.Of(detail, addresses));
    }

    public static async Task<Results<JsonHttpResult<SubmissionResponse>, ProblemHttpResult>> ChangeAsync(
        long id,
        JsonElement body,
        HttpContext context,
        SubmissionChanges changes,
        SubmissionDetailReader reader,
        Addresses addresses,
        CancellationToken cancellationToken)
    {
        var problems = new List<QueryProblem>();
        var change = ChangeRequest.Read(body, problems);
        if (problems.Count > 0)
        {
            return QueryRequest.Refuse(problems);
        }

        return await changes.ApplyAsync(id, change, context.User.Identity?.Name ?? "unknown", cancellationToken)
            ? await GetAsync(id, context, reader, addresses, cancellationToken)
            : NoSuchSubmission(id);
    }

    internal static ProblemHttpResult NoSuchSubmission(long id) =>
        TypedResults.Problem($"There is no submission {id}.", statusCode: StatusCodes.Status404NotFound);
}
