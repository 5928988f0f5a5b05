using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Summary;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Submissions;

/// <summary>What all submissions of a list say together.</summary>
internal static class SummaryEndpoint
{
    public static async Task<Results<JsonHttpResult<SummaryResponse>, ProblemHttpResult>> GetAsync(
        int id, HttpContext context, FormCatalog catalog, SummaryReader reader, CancellationToken cancellationToken)
    {
        var (request, problem) = await QueryRequest.ForListAsync(id, context, catalog, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(SummaryResponse.Of(await reader.ReadAsync(request.Query, cancellationToken)));
    }
}

/// <summary>A summary as programs see it.</summary>
internal sealed record SummaryResponse(long Total, long Matching, TimesResponse? Submitted, IReadOnlyList<FieldSummaryResponse> Fields)
{
    public static SummaryResponse Of(SubmissionSummary summary) => new(
        summary.Total, summary.Matching, TimesResponse.Of(summary.Submitted), [.. summary.Fields.Select(FieldSummaryResponse.Of)]);
}

/// <summary>One field; what its kind does not have is null.</summary>
/// <param name="Count">Submissions with an answer.</param>
/// <param name="Values">Labels of a choice, or texts that were given more than once; null where they were not counted.</param>
/// <param name="Others">Answers that are not among the values.</param>
internal sealed record FieldSummaryResponse(
    string Key, string Type, string Label, long Count, long Missing, long NotFitting,
    IReadOnlyList<LabelCount>? Values, long? Others, YesNo? Checked, NumberSummary? Numbers, TimesResponse? Times)
{
    public static FieldSummaryResponse Of(FieldSummary summary)
    {
        var hasLabels = summary is { LabelsCounted: true, YesNo: null, Numbers: null, Times: null } && !summary.Field.Type.IsImage;
        return new(
            summary.Field.Name, summary.Field.Type.Name, summary.Field.Label, summary.Answered, summary.Missing, summary.NotFitting,
            hasLabels ? summary.Labels : null, hasLabels ? summary.Others : null, summary.YesNo, summary.Numbers, TimesResponse.Of(summary.Times));
    }
}

/// <param name="Unit">day, month, year, decade or century.</param>
internal sealed record TimesResponse(DateTime First, DateTime Last, string Unit, IReadOnlyList<TimePointResponse> Points)
{
    public static TimesResponse? Of(TimeSummary? times) => times is null
        ? null
        : new(times.First, times.Last, times.Unit.ToString().ToLowerInvariant(), [.. times.Points.Select(point => new TimePointResponse(DateOnly.FromDateTime(point.Start), point.Count))]);
}

/// <param name="Start">Of the unit.</param>
internal sealed record TimePointResponse(DateOnly Start, long Count);
