using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Submissions.Normalization;

namespace FormsHub.Jobs.Forms;

/// <summary>Says what the column of a field holds, from how the form defines the field when it is first published.</summary>
public static class ColumnKindRule
{
    /// <summary>The editor's own format for a date field that names none.</summary>
    private const string DefaultDateFormat = "mm/dd/yyyy";

    public static ColumnKind For(FieldDefinition definition) => definition switch
    {
        { Type.IsChoice: true } => ColumnKind.Choice,
        { Type.IsImage: true } => ColumnKind.Blob,
        _ when definition.Type == FieldType.CheckBox => ColumnKind.Boolean,
        _ when definition.Type == FieldType.DateTime => ForDates(definition.DateFormat),
        _ when definition.Type == FieldType.Text && TakesDigits(definition) => ColumnKind.Number,
        _ => ColumnKind.Text,
    };

    /// <summary>Whether the field takes digits only, so that its texts are numbers wherever nothing is lost by it.</summary>
    public static bool TakesDigits(FieldDefinition definition) => definition.TextFormat?.Type == "digit";

    private static ColumnKind ForDates(string? pattern) =>
        DateFormat.Of(string.IsNullOrEmpty(pattern) ? DefaultDateFormat : pattern).Kind switch
        {
            DateFormatKind.Date => ColumnKind.Date,
            DateFormatKind.Timestamp => ColumnKind.Timestamp,
            _ => ColumnKind.Text,
        };
}
