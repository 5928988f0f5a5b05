using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions.Normalization;

namespace FormsHub.Jobs.Submissions;

/// <summary>Reads <c>&lt;op&gt;:&lt;value&gt;</c>. Without an operator the whole text is the value of <c>eq</c>; after the first colon colons mean nothing.</summary>
public static class FieldFilterParser
{
    private const int MostOperands = 1000;

    private static readonly Dictionary<string, FilterOperator> Operators = new(StringComparer.Ordinal)
    {
        ["eq"] = FilterOperator.Equal,
        ["ne"] = FilterOperator.NotEqual,
        ["gt"] = FilterOperator.Greater,
        ["gte"] = FilterOperator.GreaterOrEqual,
        ["lt"] = FilterOperator.Less,
        ["lte"] = FilterOperator.LessOrEqual,
        ["contains"] = FilterOperator.Contains,
        ["empty"] = FilterOperator.Empty,
        ["notempty"] = FilterOperator.NotEmpty,
        ["in"] = FilterOperator.In,
    };

    /// <summary>The operators as they are written.</summary>
    public static IReadOnlyCollection<string> OperatorNames => Operators.Keys;

    /// <returns>null when <paramref name="problem"/> says why the text is no filter for this field.</returns>
    public static FieldFilter? Parse(FormField field, string text, out string? problem)
    {
        var (op, value) = Split(text);
        var kind = FieldKind.Of(field);
        problem = Refuse(kind, op);
        if (problem is not null)
        {
            return null;
        }

        if (kind.IsText() && value.Length == 0)
        {
            // A text that equals nothing is a text that is not there.
            op = op switch { FilterOperator.Equal => FilterOperator.Empty, FilterOperator.NotEqual => FilterOperator.NotEmpty, _ => op };
        }

        if (op is FilterOperator.Empty or FilterOperator.NotEmpty)
        {
            problem = value is "" or "true" ? null : "This operator takes no value.";
            return problem is null ? new FieldFilter(field, op, []) : null;
        }

        if (op == FilterOperator.Contains)
        {
            return new FieldFilter(field, op, [FieldValue.OfText(value)]);
        }

        var texts = op == FilterOperator.In ? ValueList.Split(value) : [value];
        if (texts.Count is 0 or > MostOperands)
        {
            problem = $"A list has 1 to {MostOperands} values with commas between them.";
            return null;
        }

        var operands = new FieldValue[texts.Count];
        for (var i = 0; i < operands.Length; i++)
        {
            if (!TryReadOperand(kind, texts[i], op, out operands[i]))
            {
                problem = $"'{texts[i]}' is not {Describe(kind)}.";
                return null;
            }
        }

        return new FieldFilter(field, op, operands);
    }

    private static (FilterOperator Operator, string Value) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return text switch
            {
                "empty" => (FilterOperator.Empty, ""),
                "notempty" => (FilterOperator.NotEmpty, ""),
                _ => (FilterOperator.Equal, text),
            };
        }

        return Operators.TryGetValue(text[..colon], out var op) ? (op, text[(colon + 1)..]) : (FilterOperator.Equal, text);
    }

    private static string? Refuse(ColumnKind kind, FilterOperator op) => (kind, op) switch
    {
        (_, FilterOperator.Empty or FilterOperator.NotEmpty) => null,
        (ColumnKind.Blob, _) => "A picture or signature can only be compared by empty and notempty.",
        (ColumnKind.Boolean, FilterOperator.Equal or FilterOperator.NotEqual or FilterOperator.In) => null,
        (ColumnKind.Boolean, _) => "A check box can only be compared by eq, ne, in, empty and notempty.",
        _ => null,
    };

    /// <summary>Digits that would lose something as a number (a leading zero, too many of them) stand in the ledger as text.</summary>
    private static bool IsKeptAsText(string text) => text.All(char.IsAsciiDigit) && text.Length > 0 && !DigitsRule.TryRead(text, out _);

    private static bool TryReadOperand(ColumnKind kind, string text, FilterOperator op, out FieldValue value)
    {
        value = default;
        switch (kind)
        {
            case ColumnKind.Number when op is FilterOperator.Equal or FilterOperator.NotEqual or FilterOperator.In && IsKeptAsText(text):
                value = FieldValue.OfText(text);
                return true;
            case ColumnKind.Number when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                value = FieldValue.Of(number);
                return true;
            case ColumnKind.Boolean when bool.TryParse(text, out var boolean):
                value = FieldValue.Of(boolean);
                return true;
            case ColumnKind.Date or ColumnKind.Timestamp when Moments.TryReadDay(text, out var day):
                value = FieldValue.OfDate(day);
                return true;
            case ColumnKind.Timestamp when Moments.TryReadWallClock(text, out var wallClock):
                value = FieldValue.OfTimestamp(wallClock);
                return true;
            case ColumnKind.Text or ColumnKind.Choice:
                value = FieldValue.OfText(text);
                return true;
            default:
                return false;
        }
    }

    private static string Describe(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "a number such as 12.5",
        ColumnKind.Boolean => "true or false",
        ColumnKind.Date => "a day such as 2026-11-18",
        _ => "a day such as 2026-11-18 or a time such as 2026-11-18T15:30:00",
    };
}
