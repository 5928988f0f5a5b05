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
