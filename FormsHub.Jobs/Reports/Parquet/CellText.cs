using System.Globalization;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Parquet;

/// <summary>A cell as text, for programs: numbers with a decimal point, days and times as ISO 8601 has them.</summary>
internal static class CellText
{
    /// <returns>null for an empty cell.</returns>
    public static string? Of(in FieldValue value, Func<BlobReference, string> picture) => value.Kind switch
    {
        ValueKind.Empty => null,
        ValueKind.Number => value.Number.ToString(CultureInfo.InvariantCulture),
        ValueKind.Boolean => value.Boolean ? "true" : "false",
        ValueKind.Date or ValueKind.Timestamp => IsoText.Of(value),
        ValueKind.Blob => picture(value.Blob!),
        _ => value.Text,
    };
}
