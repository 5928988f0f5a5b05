using FormsHub.Jobs.Forms;
using NpgsqlTypes;

namespace FormsHub.Jobs.Submissions;

/// <summary>Turns conditions on values into SQL over a column of the form's table or over the exception ledger.</summary>
internal static class FilterSql
{
    /// <summary>People's alphabetical order, whatever the cluster's own is.</summary>
    public const string Collation = " COLLATE \"und-x-icu\"";

    /// <summary>The whole condition of a filter.</summary>
    public static string Condition(SqlBuilder sql, FieldFilter filter, ReadingFacts facts)
    {
        var inLedger = facts.LedgerFields.Contains(filter.Field.Id);
        return filter.Operator switch
        {
            FilterOperator.NotEqual => $"({Any(sql, filter with { Operator = FilterOperator.Equal }, inLedger)}) IS NOT TRUE",
            FilterOperator.Empty => $"({Any(sql, filter with { Operator = FilterOperator.NotEmpty }, inLedger)}) IS NOT TRUE",
            _ => $"({Any(sql, filter, inLedger, facts.RareWords.GetValueOrDefault(filter))})",
        };
    }

    /// <summary>An entry of this field in the ledger that meets a condition over <c>v</c>.</summary>
    public static string InLedger(FormField field, string condition) =>
        $"EXISTS (SELECT FROM field_values v WHERE v.submission_id = d.submission_id AND v.field_id = {field.Id} AND ({condition}))";

    /// <summary>What a field's entry in the ledger is compared by.</summary>
    public static string LedgerValue(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "v.number",
        ColumnKind.Boolean => "v.boolean",
        ColumnKind.Date => "v.date",
        ColumnKind.Timestamp => "coalesce(v.timestamp, v.date)",
        ColumnKind.Blob => "v.blob",
        _ => "coalesce(v.choice, v.text)",
    };

    public static string LikePattern(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    private static string Any(SqlBuilder sql, FieldFilter filter, bool inLedger, string? rareWord = null)
    {
        var kind = FieldKind.Of(filter.Field);
        var conditions = new List<string>();
        if (kind == ColumnKind.Number && filter.Operator != FilterOperator.Contains && filter.Operands.Any(operand => operand.Kind == ValueKind.Text))
        {
            // Digits that no number can hold without loss: the column never has them, the ledger has them as they were written.
            var asWritten = filter.Operands.Where(operand => operand.Kind == ValueKind.Text).Select(operand => Operand(sql, operand));
            conditions.Add(inLedger ? InLedger(filter.Field, $"v.text IN ({string.Join(", ", asWritten)})") : "false");
            filter = filter with { Operands = [.. filter.Operands.Where(operand => operand.Kind != ValueKind.Text)] };
            if (filter.Operands.Count == 0)
            {
                return conditions[0];
            }
        }

        if (filter.Field.ColumnReady)
        {
            var column = $"d.{filter.Field.ColumnName}";
            var condition = filter.Operator switch
            {
                FilterOperator.NotEmpty => kind.IsText() ? $"{column} <> ''" : $"{column} IS NOT NULL",
                FilterOperator.Contains => $"{AsText(column, kind)} ILIKE {Pattern(sql, filter)}",
                _ => Comparison(sql, column, kind, filter.Operator, filter.Operands),
            };

            // The column's texts stand in the search text too, so this leaves nothing out; its index finds the few rows to look at.
            conditions.Add(rareWord is null ? condition : $"({condition} AND d.search ILIKE {sql.Parameter(LikePattern(rareWord), NpgsqlDbType.Text)})");
        }

        if (inLedger)
        {
            conditions.Add(InLedger(filter.Field, filter.Operator switch
            {
                FilterOperator.NotEmpty =>
                    "coalesce(v.choice, v.text) <> '' OR num_nonnulls(v.number, v.boolean, v.date, v.timestamp, v.blob) > 0",
                FilterOperator.Contains => $"coalesce(v.choice, v.text) ILIKE {Pattern(sql, filter)}",
                _ => Comparison(sql, LedgerValue(kind), kind, filter.Operator, filter.Operands),
            }));
        }

        return conditions.Count == 0 ? "false" : string.Join(" OR ", conditions);
    }

    private static string Pattern(SqlBuilder sql, FieldFilter filter) =>
        sql.Parameter(LikePattern(filter.Operands[0].Text!), NpgsqlDbType.Text);

    /// <summary>A value as JSON shows it.</summary>
    private static string AsText(string column, ColumnKind kind) => kind switch
    {
        ColumnKind.Number => $"trim_scale({column})::text",
        ColumnKind.Date => $"to_char({column}, 'YYYY-MM-DD')",
        ColumnKind.Timestamp => $"to_char({column}, 'YYYY-MM-DD\"T\"HH24:MI:SS')",
        _ => column,
    };

    private static string Comparison(SqlBuilder sql, string value, ColumnKind kind, FilterOperator op, IReadOnlyList<FieldValue> operands) => kind switch
    {
        ColumnKind.Timestamp => string.Join(" OR ", operands.Select(operand => InSpan(sql, value, op, operand))),
        ColumnKind.Text or ColumnKind.Choice when op is FilterOperator.Equal or FilterOperator.In =>
            $"lower({value}) IN ({string.Join(", ", operands.Select(operand => $"lower({Operand(sql, operand)})"))})",
        ColumnKind.Text or ColumnKind.Choice => $"lower({value}){Collation} {Sign(op)} lower({Operand(sql, operands[0])})",
        _ when op is FilterOperator.In => $"{value} IN ({string.Join(", ", operands.Select(operand => Operand(sql, operand)))})",
        _ => $"{value} {Sign(op)} {Operand(sql, operands[0])}",
    };

    /// <summary>A day stands for all its moments, a moment for its microsecond.</summary>
    private static string InSpan(SqlBuilder sql, string value, FilterOperator op, FieldValue operand)
    {
        var next = operand.Kind == ValueKind.Date ? Moments.NextDay(operand.Moment) : Moments.NextMicrosecond(operand.Moment);
        string Start() => sql.Parameter(operand.Moment, NpgsqlDbType.Timestamp);
        string Next() => sql.Parameter(next, NpgsqlDbType.Timestamp);
        return op switch
        {
            FilterOperator.Greater => $"{value} >= {Next()}",
            FilterOperator.GreaterOrEqual => $"{value} >= {Start()}",
            FilterOperator.Less => $"{value} < {Start()}",
            FilterOperator.LessOrEqual => $"{value} < {Next()}",
            _ => $"({value} >= {Start()} AND {value} < {Next()})",
        };
    }

    private static string Sign(FilterOperator op) => op switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "<=",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "Not a comparison of two values."),
    };

    private static string Operand(SqlBuilder sql, FieldValue operand) => operand.Kind switch
    {
        ValueKind.Number => sql.Parameter(operand.Number, NpgsqlDbType.Numeric),
        ValueKind.Boolean => sql.Parameter(operand.Boolean, NpgsqlDbType.Boolean),
        ValueKind.Date => sql.Parameter(DateOnly.FromDateTime(operand.Moment), NpgsqlDbType.Date),
        _ => sql.Parameter(operand.Text!, NpgsqlDbType.Text),
    };
}
