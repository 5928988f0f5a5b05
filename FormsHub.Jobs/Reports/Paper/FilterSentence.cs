using System.Globalization;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>A query in words, for the head of a page: what was asked is on the paper.</summary>
internal static class FilterSentence
{
    public static string Of(SubmissionQuery query)
    {
        var conditions = Conditions(query).ToList();
        var what = query.Trashed ? "Submissions in the trash" : conditions.Count == 0 ? "All submissions" : "Submissions";
        return conditions.Count == 0 ? what : $"{what} with {string.Join("; ", conditions)}";
    }

    private static IEnumerable<string> Conditions(SubmissionQuery query)
    {
        if (query.From is { } from)
        {
            yield return $"submitted from {Utc(from)}";
        }

        if (query.Before is { } before)
        {
            yield return $"submitted before {Utc(before)}";
        }

        if (query.Versions.Count > 0)
        {
            yield return $"version {string.Join(" or ", query.Versions)}";
        }

        if (query.States.Count > 0)
        {
            yield return $"state {string.Join(" or ", query.States.Select(PaperWords.Of))}";
        }

        if (query.Reviews.Count > 0)
        {
            yield return $"review {string.Join(" or ", query.Reviews.Select(PaperWords.Of))}";
        }

        if (query.Search.Count > 0)
        {
            yield return $"the words {string.Join(", ", query.Search.Select(word => $"“{word}”"))}";
        }

        foreach (var filter in query.Filters)
        {
            yield return $"{filter.Field.Label} {Word(filter.Operator)} {string.Join(" or ", filter.Operands.Select(operand => PaperWords.Of(operand)))}".TrimEnd();
        }
    }

    private static string Word(FilterOperator asked) => asked switch
    {
        FilterOperator.Equal => "is",
        FilterOperator.NotEqual => "is not",
        FilterOperator.Greater => "more than",
        FilterOperator.GreaterOrEqual => "at least",
        FilterOperator.Less => "less than",
        FilterOperator.LessOrEqual => "at most",
        FilterOperator.Contains => "contains",
        FilterOperator.Empty => "empty",
        FilterOperator.NotEmpty => "not empty",
        _ => "one of",
    };

    private static string Utc(DateTime moment) => moment.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
