using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Web.Look;

/// <summary>Filters in the words of a person: <c>City is Berlin</c>.</summary>
public static class FilterWords
{
    /// <summary>Operators as they are written in an address, each with its words, in the order they are offered.</summary>
    public static readonly IReadOnlyList<(string Name, string Words)> Operators =
    [
        ("eq", "is"), ("ne", "is not"), ("contains", "contains"), ("gte", "is at least"), ("lte", "is at most"), ("gt", "is more than"), ("lt", "is less than"),
        ("notempty", "has a value"), ("empty", "is empty"),
    ];

    /// <summary>What part of an address is about, as people know it: a filter by its field's label.</summary>
    public static string Parameter(string name, IReadOnlyList<FormField> fields) =>
        name.StartsWith(SubmissionQueryParser.FilterPrefix, StringComparison.Ordinal)
            ? fields.FirstOrDefault(field => field.Name == name[SubmissionQueryParser.FilterPrefix.Length..])?.Label ?? name
            : name;

    /// <summary>Everything that narrows a list down, as one sentence: <c>City is Berlin; review new; has “train”</c>. Empty when nothing does.</summary>
    public static string Sentence(SubmissionQuery query, Words words)
    {
        var parts = new List<string>();
        if (query.Trashed)
        {
            parts.Add("in the trash");
        }

        if (query.From is { } from)
        {
            parts.Add($"submitted from {Moment(from)}");
        }

        if (query.Before is { } before)
        {
            parts.Add(before.TimeOfDay == TimeSpan.Zero ? $"submitted up to {Moment(before.AddDays(-1))}" : $"submitted before {Moment(before)}");
        }

        AddAll("version", query.Versions.Select(version => words.Number(version)));
        AddAll("state", query.States.Select(state => StateWords.Of(state).ToLowerInvariant()));
        AddAll("review", query.Reviews.Select(review => StateWords.Of(review).ToLowerInvariant()));
        parts.AddRange(query.Filters.Select(filter => Of(filter, words)));
        parts.AddRange(query.Search.Select(word => $"has “{word}”"));
        return string.Join("; ", parts);

        void AddAll(string name, IEnumerable<string> values)
        {
            if (string.Join(" or ", values) is { Length: > 0 } list)
            {
                parts.Add($"{name} {list}");
            }
        }

        static string Moment(DateTime moment) =>
            moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "d MMM yyyy" : "d MMM yyyy, HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
    }

    public static string Of(FieldFilter filter, Words words)
    {
        var name = filter.Operator switch
        {
            FilterOperator.Equal => "is",
            FilterOperator.NotEqual => "is not",
            FilterOperator.Greater => "is more than",
            FilterOperator.GreaterOrEqual => "is at least",
            FilterOperator.Less => "is less than",
            FilterOperator.LessOrEqual => "is at most",
            FilterOperator.Contains => "contains",
            FilterOperator.Empty => "is empty",
            FilterOperator.NotEmpty => "has a value",
            FilterOperator.In => "is one of",
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };
        var values = string.Join(", ", filter.Operands.Select(words.Value));
        return $"{filter.Field.Label} {name} {values}".TrimEnd();
    }
}
