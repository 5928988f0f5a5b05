using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports;

/// <summary>Filters on fields in the words of a person: <c>City is Berlin</c>.</summary>
public static class FilterWords
{
    public static string Of(FilterOperator filterOperator) => filterOperator switch
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
        _ => throw new ArgumentOutOfRangeException(nameof(filterOperator)),
    };

    /// <param name="filter">The condition.</param>
    /// <param name="value">How its values are written.</param>
    public static string Of(FieldFilter filter, Func<FieldValue, string> value) =>
        $"{filter.Field.Label} {Of(filter.Operator)} {string.Join(", ", filter.Operands.Select(value))}".TrimEnd();
}
