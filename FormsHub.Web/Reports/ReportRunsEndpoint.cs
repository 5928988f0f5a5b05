using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using FormsHub.Web.Forms;
using FormsHub.Web.Submissions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FormsHub.Web.Reports;

/// <summary>Reports in the background for programs: ask, follow, stop, remove.</summary>
internal static class ReportRunsEndpoint
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 200;

    /// <summary>A repeated <c>Idempotency-Key</c> gives the run that it made and makes none again.</summary>
    public static async Task<Results<Accepted<ReportRunResponse>, ProblemHttpResult>> CreateAsync(
        int id,
        JsonElement body,
        [FromHeader(Name = "Idempotency-Key")] Guid? key,
        HttpContext context,
        FormCatalog catalog,
        ReportAsking asking,
        ReportRuns runs,
        Addresses addresses,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return FormsEndpoint.NoSuchForm(id);
        }

        var problems = new List<QueryProblem>();
        if (ReportRunBody.Read(body, problems) is not { } wanted)
        {
            return QueryRequest.Refuse(problems);
        }

        var asked = await asking.ReadAsync(form, wanted.Format, wanted.Pairs, context, cancellationToken);
        if (asked.Request is null)
        {
            return QueryRequest.Refuse(asked.Problems);
        }

        if (asked.Obstacle is { } obstacle)
        {
            return ExportEndpoint.Refuse(obstacle);
        }

        if (await asking.RequestAsync(asked, key ?? Guid.NewGuid(), cancellationToken) is not { } run)
        {
            return TypedResults.Problem(asking.TooMany, statusCode: StatusCodes.Status429TooManyRequests, title: "Enough reports are waiting.");
        }

        return TypedResults.Accepted($"/api/report-runs/{run}", ReportRunResponse.Of((await runs.FindAsync(run, cancellationToken))!, addresses, clock.GetUtcNow()));
    }

    public static async Task<Results<Ok<ReportRunListResponse>, ProblemHttpResult>> ListAsync(
        int? form, string? state, int? limit, long? cursor, HttpContext context, FormCatalog catalog, ReportRuns runs, Addresses addresses, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (form is { } id && await catalog.GetAsync(id, cancellationToken) is null)
        {
            return FormsEndpoint.NoSuchForm(id);
        }

        var problems = new List<QueryProblem>();
        ReportRunState? wanted = null;
        if (state is { Length: > 0 })
        {
            wanted = WireNames.TryRead<ReportRunState>(state, out var known) ? known : null;
            if (wanted is null)
            {
                problems.Add(new("state", $"A state is one of {WireNames.List<ReportRunState>()}."));
            }
        }

        if (limit is < 1 or > MostLimit)
        {
            problems.Add(new("limit", $"A limit is a number from 1 to {MostLimit}."));
        }

        if (problems.Count > 0)
        {
            return QueryRequest.Refuse(problems);
        }

        var most = limit ?? DefaultLimit;
        var page = await runs.ListAsync(form, wanted, cursor, most + 1, cancellationToken);
        var now = clock.GetUtcNow();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ReportRunListResponse(
            [.. page.Take(most).Select(run => ReportRunResponse.Of(run, addresses, now))], page.Count > most ? page[most - 1].Id : null));
    }

    public static async Task<Results<Ok<ReportRunResponse>, ProblemHttpResult>> GetAsync(
        long id, HttpContext context, ReportRuns runs, Addresses addresses, TimeProvider clock, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await runs.FindAsync(id, cancellationToken) is { } run ? TypedResults.Ok(ReportRunResponse.Of(run, addresses, clock.GetUtcNow())) : NoSuchRun(id);
    }

    /// <summary>Stops a run that waits or is being made; removes any other one, with its file and links.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(long id, HttpContext context, ReportRuns runs, CancellationToken cancellationToken)
    {
        var actor = context.User.Identity?.Name ?? "somebody";
        // A run may finish between the two, and then is there to be removed.
        return await runs.CancelAsync(id, actor, cancellationToken) || await runs.RemoveAsync(id, actor, cancellationToken) ? TypedResults.NoContent() : NoSuchRun(id);
    }

    internal static ProblemHttpResult NoSuchRun(long id) =>
        TypedResults.Problem($"There is no report {id}.", statusCode: StatusCodes.Status404NotFound);
}
