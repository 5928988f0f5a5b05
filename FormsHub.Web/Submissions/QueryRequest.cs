using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Forms;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FormsHub.Web.Submissions;

/// <summary>A query for submissions as a request asks it, read once for lists and summaries; or the answer that refuses it.</summary>
internal sealed record QueryRequest
{
    public const int UsualLimit = 50;
    private const string LimitName = "limit";
    private const string CursorName = "cursor";

    public required Form Form { get; init; }
    public required SubmissionQuery Query { get; init; }
    public int Limit { get; init; } = UsualLimit;
    public SubmissionCursor? Cursor { get; init; }

    public static async Task<(QueryRequest? Request, ProblemHttpResult? Problem)> ForListAsync(
        int formId, HttpContext context, FormCatalog catalog, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(formId, cancellationToken) is not { } form)
        {
            return (null, FormsEndpoint.NoSuchForm(formId));
        }

        string[] own = [LimitName, CursorName];
        var fields = await catalog.FieldsAsync(formId, cancellationToken);
        var pairs = QueryPairs.Of(context.Request).ToList();
        var result = SubmissionQueryParser.Parse(formId, fields, pairs.Where(pair => !own.Contains(pair.Key)));
        var problems = result.Problems.ToList();
        var query = result.Query ?? SubmissionQuery.All(formId, fields);
        var request = new QueryRequest
        {
            Form = form,
            Query = query,
            Limit = ReadLimit(Own(LimitName), problems),
            Cursor = result.IsValid ? ReadCursor(Own(CursorName), query, problems) : null,
        };
        return problems.Count == 0 ? (request, null) : (null, Refuse(problems));

        // One that is given twice is none of the values it can have, and is refused for that.
        string Own(string name) => own.Contains(name) ? string.Join(',', pairs.Where(pair => pair.Key == name).Select(pair => pair.Value)) : "";
    }

    /// <summary>400 with the reasons by parameter.</summary>
    public static ProblemHttpResult Refuse(IEnumerable<QueryProblem> problems)
    {
        var errors = problems.GroupBy(problem => problem.Parameter).ToDictionary(group => group.Key, group => group.Select(problem => problem.Reason).ToArray());
        var detail = string.Join(' ', errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"));
        return TypedResults.Problem(new HttpValidationProblemDetails(errors)
        {
            Status = StatusCodes.Status400BadRequest,
            Title = "The request cannot be understood.",
            Detail = detail,
        });
    }

    private static int ReadLimit(string text, List<QueryProblem> problems)
    {
        if (text.Length == 0)
        {
            return UsualLimit;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= SubmissionReader.LargestPage)
        {
            return limit;
        }

        problems.Add(new QueryProblem(LimitName, $"A limit is a number from 1 to {SubmissionReader.LargestPage}."));
        return UsualLimit;
    }

    private static SubmissionCursor? ReadCursor(string text, SubmissionQuery query, List<QueryProblem> problems)
    {
        var cursor = text.Length == 0 ? null : SubmissionCursor.Read(text, query);
        if (cursor is null && text.Length > 0)
        {
            problems.Add(new QueryProblem(CursorName, "This is no cursor of this list: take 'next' of its previous page, with the same sort."));
        }

        return cursor;
    }
}
