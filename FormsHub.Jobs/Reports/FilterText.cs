using System.Globalization;
using FormsHub.Jobs.Submissions;
using SortKey = FormsHub.Jobs.Submissions.SortKey;

namespace FormsHub.Jobs.Reports;

/// <summary>Which submissions a file is about, in plain English.</summary>
public static class FilterText
{
    private const int MostOperands = 20;

    /// <summary>What narrows the form's submissions down, a sentence a condition; one that says so when nothing does.</summary>
    public static IReadOnlyList<string> Conditions(SubmissionQuery query)
    {
        var sentences = new List<string>();
        if (query.From is { } from)
        {
            sentences.Add($"Submitted at or after {Moment(from)}.");
        }

        if (query.Before is { } before)
        {
            sentences.Add(before.TimeOfDay == TimeSpan.Zero && before > DateTime.MinValue.AddDays(1)
                ? $"Submitted until the end of {before.AddDays(-1).ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} (UTC)."
                : $"Submitted before {Moment(before)}.");
        }

        if (query.Versions.Count > 0)
        {
            sentences.Add($"The form's version is {Or(query.Versions.Select(version => version.ToString(CultureInfo.InvariantCulture)))}.");
        }

        if (query.States.Count > 0)
        {
            sentences.Add($"The state is {Or(query.States.Select(state => StateWords.Of(state).ToLowerInvariant()))}.");
        }

        if (query.Reviews.Count > 0)
        {
            sentences.Add($"The review is {Or(query.Reviews.Select(review => StateWords.Of(review).ToLowerInvariant()))}.");
        }

        if (query.Roles.Count > 0)
        {
            sentences.Add($"The role is {Or(query.Roles.Select(ShownText.CleanLine))}.");
        }

        sentences.AddRange(query.Search.Select(word => $"Contains “{ShownText.CleanLine(word)}” in any of its texts."));
        sentences.AddRange(query.Filters.Select(Of));
        if (sentences.Count == 0)
        {
            sentences.Add(query.Trashed ? "Every submission in the trash." : "Every submission that is not in the trash.");
        }
        else
        {
            sentences.Add(query.Trashed ? "In the trash." : "Not in the trash.");
        }

        return sentences;
    }

    /// <summary>The conditions one after the other.</summary>
    public static string Sentence(SubmissionQuery query) => string.Join(' ', Conditions(query));

    /// <summary>In which order they stand.</summary>
    public static string Order(SubmissionSort sort) => sort.Key switch
    {
        SortKey.SubmittedAt => sort.Descending ? "By time of submission, the newest first." : "By time of submission, the oldest first.",
        SortKey.Number => sort.Descending ? "By number, the highest first." : "By number, the lowest first.",
        _ => $"By “{ShownText.CleanLine(sort.Field!.Label)}”, {(sort.Descending ? "descending" : "ascending")}; those without a value come last.",
    };

    /// <summary>A moment in UTC.</summary>
    public static string Moment(DateTime moment) =>
        moment.ToString(moment.Second == 0 && moment.Millisecond == 0 ? "d MMMM yyyy, HH:mm" : "d MMMM yyyy, HH:mm:ss.FFF", CultureInfo.InvariantCulture) + " (UTC)";

    /// <summary>A moment in UTC, as exact as people need it.</summary>
    public static string Minute(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " (UTC)";

    private static string Of(FieldFilter filter)
    {
        var more = filter.Operands.Count - MostOperands;
        var shown = more > 0 ? filter with { Operands = [.. filter.Operands.Take(MostOperands)] } : filter;
        return ShownText.CleanLine($"{FilterWords.Of(shown, Value)}{(more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more:N0} more") : "")}.");
    }

    private static string Value(FieldValue value) => value.Kind switch
    {
        ValueKind.Text => $"“{value.Text}”",
        ValueKind.Number => NumberText.Plain(value.Number),
        ValueKind.Boolean => value.Boolean ? "yes" : "no",
        ValueKind.Date => value.Moment.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        ValueKind.Timestamp => value.Moment.ToString("d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Or(IEnumerable<string> words) => string.Join(" or ", words);
}
