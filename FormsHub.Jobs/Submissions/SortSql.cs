using FormsHub.Jobs.Forms;
using NpgsqlTypes;

namespace FormsHub.Jobs.Submissions;

/// <summary>The SQL of an order, with the id as the last word, so that every position in it is unique.</summary>
/// <remarks>
/// Submissions without a value are a part of their own, read after the others: "value, id" then is a plain row comparison that an index on
/// (value DESC NULLS LAST, id DESC) answers in both directions, and they come last in both.
/// </remarks>
internal sealed class SortSql
{
    /// <summary>Long texts are compared by their beginning: a cursor carries it in an address.</summary>
    public const int TextLength = 200;

    private readonly string _value;
    private readonly string _collation = "";
    private readonly string _direction;
    private readonly string _sign;

    public SortSql(SubmissionSort sort, ReadingFacts facts)
    {
        (_direction, _sign) = sort.Descending ? ("DESC", "<") : ("ASC", ">");
        MayBeMissing = sort.Key == SortKey.Field;
        if (sort.Field is not { } field)
        {
            _value = sort.Key == SortKey.Number ? "d.number" : "d.submitted_at";
            return;
        }

        var kind = FieldKind.Of(field);
        var text = kind.IsText();
        _collation = text ? FilterSql.Collation : "";
        var ledger = text ? $"left({FilterSql.LedgerValue(kind)}, {TextLength})" : FilterSql.LedgerValue(kind);
        _value = field.ColumnReady
            ? text ? $"left(d.{field.ColumnName}, {TextLength})" : $"d.{field.ColumnName}"
            : $"(SELECT {ledger} FROM field_values v WHERE v.submission_id = d.submission_id AND v.field_id = {field.Id} ORDER BY v.ordinal LIMIT 1)";
    }

    /// <summary>There is a second part: submissions without a value.</summary>
    public bool MayBeMissing { get; }

    /// <summary>Nulls are out of this part: saying where they would go only matches the index in both directions.</summary>
    private string Direction => _direction == "DESC" ? "DESC NULLS LAST" : "ASC NULLS FIRST";

    public string Value(SortPart part) => part == SortPart.WithValue ? _value : "NULL";

    public string Order(SortPart part) => part == SortPart.WithValue
        ? $"{_value}{_collation} {(MayBeMissing ? Direction : _direction)}, d.submission_id {_direction}"
        : $"d.submission_id {_direction}";

    public string OuterOrder(SortPart part) => part == SortPart.WithValue
        ? $"p.sort_value{_collation} {(MayBeMissing ? Direction : _direction)}, p.submission_id {_direction}"
        : $"p.submission_id {_direction}";

    /// <summary>Both parts in one.</summary>
    public string OrderOfAll => $"{_value}{_collation} {_direction} NULLS LAST, d.submission_id {_direction}";

    public IEnumerable<string> Conditions(SqlBuilder sql, SortPart part, SubmissionPosition? after)
    {
        if (part == SortPart.WithoutValue)
        {
            yield return $"{_value} IS NULL";
            if (after is { } last)
            {
                yield return $"d.submission_id {_sign} {sql.Parameter(last.Id, NpgsqlDbType.Bigint)}";
            }

            yield break;
        }

        if (MayBeMissing)
        {
            yield return $"{_value} IS NOT NULL";
        }

        if (after is { } position)
        {
            yield return $"({_value}{_collation}, d.submission_id) {_sign} ({Parameter(sql, position.Value)}, {sql.Parameter(position.Id, NpgsqlDbType.Bigint)})";
        }
    }

    /// <summary>Holds for the row of the position and for all before it.</summary>
    public string UpTo(SqlBuilder sql, SubmissionPosition position)
    {
        var back = _sign == "<" ? ">=" : "<=";
        var id = sql.Parameter(position.Id, NpgsqlDbType.Bigint);
        return position.Value.Kind == ValueKind.Empty
            ? $"{_value} IS NOT NULL OR d.submission_id {back} {id}"
            : $"({_value}{_collation}, d.submission_id) {back} ({Parameter(sql, position.Value)}, {id})";
    }

    private static string Parameter(SqlBuilder sql, FieldValue value) => value.Kind switch
    {
        ValueKind.Number => sql.Parameter(value.Number, NpgsqlDbType.Numeric),
        ValueKind.Boolean => sql.Parameter(value.Boolean, NpgsqlDbType.Boolean),
        ValueKind.Date => sql.Parameter(DateOnly.FromDateTime(value.Moment), NpgsqlDbType.Date),
        ValueKind.Timestamp when value.Moment.Kind == DateTimeKind.Utc => sql.Parameter(value.Moment, NpgsqlDbType.TimestampTz),
        ValueKind.Timestamp => sql.Parameter(value.Moment, NpgsqlDbType.Timestamp),
        _ => sql.Parameter(value.Text!, NpgsqlDbType.Text),
    };
}
