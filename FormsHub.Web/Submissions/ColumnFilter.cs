using System.Globalization;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Web.Submissions;

/// <summary>What a column's menu sends: boxes by the column's kind, which together are the column's filters and replace those it had.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Filters">None when the boxes ask for nothing.</param>
/// <param name="Replaces">The column's other filters go; else these are added to them.</param>
internal sealed record ColumnFilter(string Field, IReadOnlyList<TypedFilter> Filters, bool Replaces)
{
    /// <summary>The names of the boxes, which are a page's own and no question about submissions.</summary>
    public static readonly string[] Names = ["filterField", "filterOp", "filterValue", "filterAny", "filterFrom", "filterTo", "filterReplaces"];

    private static readonly string[] WithoutValue = ["empty", "notempty"];

    /// <returns>Null for an address that no such form has sent.</returns>
    public static ColumnFilter? Read(HttpRequest request)
    {
        var pairs = QueryPairs.Of(request).Where(pair => Names.Contains(pair.Key)).ToLookup(pair => pair.Key, pair => pair.Value);
        var (field, op) = (pairs["filterField"].FirstOrDefault() ?? "", pairs["filterOp"].FirstOrDefault() ?? "");
        if (field.Length == 0)
        {
            return null;
        }

        var replaces = pairs["filterReplaces"].Any();
        if (!replaces)
        {
            return op.Length == 0 ? null : new(field, [new(field, op, pairs["filterValue"].FirstOrDefault() ?? "")], false);
        }

        if (WithoutValue.Contains(op))
        {
            return new(field, [new(field, op, "")], true);
        }

        var filters = new List<TypedFilter>();
        if (pairs["filterValue"].FirstOrDefault() is { Length: > 0 } value && op.Length > 0)
        {
            filters.Add(new(field, op, value));
        }

        filters.AddRange(pairs["filterFrom"].Where(text => text.Length > 0).Select(text => new TypedFilter(field, "gte", text)));
        filters.AddRange(pairs["filterTo"].Where(text => text.Length > 0).Select(text => new TypedFilter(field, "lte", text)));
        var any = pairs["filterAny"].ToList();
        if (any.Count > 0)
        {
            filters.Add(any.Count == 1 ? new(field, "eq", any[0]) : new(field, "in", string.Join(',', any.Select(Quoted))));
        }

        return new(field, filters, true);
    }

    /// <summary>The pairs of a question with these filters in it.</summary>
    public List<KeyValuePair<string, string>> ApplyTo(IEnumerable<KeyValuePair<string, string>> question) =>
        [.. question.Where(pair => !Replaces || pair.Key != SubmissionQueryParser.FilterPrefix + Field), .. Filters.Select(filter => filter.Pair)];

    private static string Quoted(string value) => value.AsSpan().ContainsAny(",\"") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}

/// <summary>How a column is filtered now, for the boxes of its menu.</summary>
internal sealed record ColumnFilterState
{
    public string Operator { get; init; } = "";
    public string Value { get; init; } = "";
    public string From { get; init; } = "";
    public string To { get; init; } = "";
    public IReadOnlySet<string> Any { get; init; } = new HashSet<string>();

    public static ColumnFilterState Of(IEnumerable<FieldFilter> filters)
    {
        var state = new ColumnFilterState();
        foreach (var filter in filters)
        {
            var text = filter.Operands.Count == 0 ? "" : TextOf(filter.Operands[0]);
            state = filter.Operator switch
            {
                FilterOperator.Empty => state with { Operator = "empty" },
                FilterOperator.NotEmpty => state with { Operator = "notempty" },
                FilterOperator.GreaterOrEqual => state with { From = text },
                FilterOperator.LessOrEqual => state with { To = text },
                FilterOperator.Equal => state with { Operator = "eq", Value = text, Any = new HashSet<string>(state.Any, StringComparer.OrdinalIgnoreCase) { text } },
                FilterOperator.In => state with { Any = filter.Operands.Select(TextOf).ToHashSet(StringComparer.OrdinalIgnoreCase) },
                FilterOperator.NotEqual => state with { Operator = "ne", Value = text },
                FilterOperator.Contains => state with { Operator = "contains", Value = text },
                _ => state,
            };
        }

        return state;
    }

    private static string TextOf(FieldValue value) => value.Kind switch
    {
        ValueKind.Number => value.Number.ToString(CultureInfo.InvariantCulture),
        ValueKind.Boolean => value.Boolean ? "true" : "false",
        ValueKind.Date => value.Moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Timestamp => value.Moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        _ => value.Text ?? "",
    };
}
