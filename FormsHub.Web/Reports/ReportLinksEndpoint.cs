using System.Text.Json;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Web.Editor;
using FormsHub.Web.Submissions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Reports;

/// <summary>Links to a report's file for people without an account.</summary>
internal static class ReportLinksEndpoint
{
    /// <summary>Takes <c>{"hours": 24}</c>.</summary>
    public static async Task<Results<Created<ReportLinkResponse>, ProblemHttpResult>> CreateAsync(
        long id, JsonElement body, HttpContext context, ReportRuns runs, ReportLinks links, Addresses addresses, CancellationToken cancellationToken)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("hours", out var given)
            || given.ValueKind != JsonValueKind.Number || !given.TryGetInt32(out var hours) || hours is < 1 or > ReportLinks.MostHours)
        {
            return QueryRequest.Refuse([new("hours", $"Say for how many hours, from 1 to {ReportLinks.MostHours}.")]);
        }

        if (await runs.FindAsync(id, cancellationToken) is not { } run)
        {
            return ReportRunsEndpoint.NoSuchRun(id);
        }

        return await links.MakeAsync(id, hours, context.User.Identity?.Name ?? "somebody", cancellationToken) is { } link
            ? TypedResults.Created((string?)null, new ReportLinkResponse(addresses.ReportLink(link), link.ExpiresAt))
            : TypedResults.Problem(
                run.State is ReportRunState.Done or ReportRunState.Expired ? ReportFileEndpoint.Gone : "The report has no file to share yet.",
                statusCode: run.State is ReportRunState.Done or ReportRunState.Expired ? StatusCodes.Status410Gone : StatusCodes.Status409Conflict);
    }

    /// <summary>Ends every link to the file; ending none is fine too.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id, HttpContext context, ReportRuns runs, ReportLinks links, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is null)
        {
            return ReportRunsEndpoint.NoSuchRun(id);
        }

        await links.EndAsync(id, context.User.Identity?.Name ?? "somebody", cancellationToken);
        return TypedResults.NoContent();
    }

    public static string ReportLink(this Addresses addresses, NewReportLink link) => $"{addresses.Public}/r/{link.Token}";
}

/// <summary>A link that was just made. Its address is shown this once.</summary>
internal sealed record ReportLinkResponse(string Url, DateTimeOffset ExpiresAt);
