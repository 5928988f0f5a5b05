using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Submissions;

/// <summary>A condition on one field. It holds when any value of the field meets it; <c>ne</c> and <c>notempty</c> are the opposites of <c>eq</c> and <c>empty</c>.</summary>
/// <param name="Field">The field it is about.</param>
/// <param name="Operator">How values are compared.</param>
/// <param name="Operands">One value, any number for <see cref="FilterOperator.In"/>, none for the two empties; of the field's kind, a day also for a timestamp.</param>
public sealed record FieldFilter(FormField Field, FilterOperator Operator, IReadOnlyList<FieldValue> Operands);

/// <summary>How a filter compares. Texts compare without regard to case.</summary>
public enum FilterOperator
{
    /// <summary><c>eq</c>, also when no operator is named.</summary>
    Equal,

    /// <summary><c>ne</c>: everything that <c>eq</c> leaves out, submissions without a value included.</summary>
    NotEqual,

    /// <summary><c>gt</c></summary>
    Greater,

    /// <summary><c>gte</c></summary>
    GreaterOrEqual,

    /// <summary><c>lt</c></summary>
    Less,

    /// <summary><c>lte</c></summary>
    LessOrEqual,

    /// <summary><c>contains</c>: the text as displayed (numbers and dates as JSON writes them) has this in it.</summary>
    Contains,

    /// <summary><c>empty</c>: there is no value at all, not even one that did not fit.</summary>
    Empty,

    /// <summary><c>notempty</c></summary>
    NotEmpty,

    /// <summary><c>in</c>: equals one of several values.</summary>
    In,
}

/// <summary>What kind of values a field is compared as.</summary>
public static class FieldKind
{
    /// <summary>The kind of the field's column; for a field that was only observed, what its type suggests.</summary>
    public static ColumnKind Of(FormField field) =>
        field.Column ?? (field.Type == FieldType.CheckBox ? ColumnKind.Boolean
            : field.Type == FieldType.DateTime ? ColumnKind.Timestamp
            : field.Type.IsImage ? ColumnKind.Blob
            : ColumnKind.Text);

    public static bool IsText(this ColumnKind kind) => kind is ColumnKind.Text or ColumnKind.Choice;
}
