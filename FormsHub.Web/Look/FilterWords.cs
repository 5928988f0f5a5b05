using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Web.Look;

/// <summary>Filters in the words of a person: <c>City is Berlin</c>.</summary>
public static class FilterWords
{
    /// <summary>Operators as they are written in an address, each with its words, in the order they are offered.</summary>
    public static readonly IReadOnlyList<(string Name, string Words)> Operators =
    [
        .. new[]
        {
            ("eq", FilterOperator.Equal), ("ne", FilterOperator.NotEqual), ("contains", FilterOperator.Contains), ("gte", FilterOperator.GreaterOrEqual),
            ("lte", FilterOperator.LessOrEqual), ("gt", FilterOperator.Greater), ("lt", FilterOperator.Less), ("notempty", FilterOperator.NotEmpty), ("empty", FilterOperator.Empty),
        }.Select(pair => (pair.Item1, Jobs.Reports.FilterWords.Of(pair.Item2))),
    ];

    /// <summary>What part of an address is about, as people know it: a filter by its field's label.</summary>
    public static string Parameter(string name, IReadOnlyList<FormField> fields) =>
        name.StartsWith(SubmissionQueryParser.FilterPrefix, StringComparison.Ordinal)
            ? fields.FirstOrDefault(field => field.Name == name[SubmissionQueryParser.FilterPrefix.Length..])?.Label ?? name
            : name;

    /// <summary>A part of an address that is about the submission itself: <c>submitted from 1 Nov 2026</c>.</summary>
    public static string Of(KeyValuePair<string, string> pair) => pair.Key switch
    {
        "q" => $"has “{pair.Value}”",
        "from" => $"submitted from {Day(pair.Value)}",
        "to" => $"submitted until {Day(pair.Value)}",
        "version" => $"version {Each(pair.Value, one => one)}",
        "role" => $"as {pair.Value}",
        "state" => Each(pair.Value, one => WireNames.TryRead<SubmissionState>(one, out var state) ? StateWords.Of(state) : one),
        "review" => Each(pair.Value, one => WireNames.TryRead<ReviewState>(one, out var review) ? StateWords.Of(review) : one),
        _ => $"{pair.Key} {pair.Value}",
    };

    public static string Of(FieldFilter filter, Words words) => Jobs.Reports.FilterWords.Of(filter, words.Value);

    private static string Each(string value, Func<string, string> word) => string.Join(" or ", value.Split(',').Select(word));

    private static string Day(string value) => DateTime.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)
        : value;
}
