using System.Globalization;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports;

/// <summary>Dates and wall-clock times as files and programs write them: ISO 8601 without a zone.</summary>
internal static class IsoText
{
    public const string DateFormat = "yyyy-MM-dd";

    /// <summary>Fractions of a second only where there are any.</summary>
    public const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    /// <summary>The text of a date or timestamp, such as <c>2026-11-18</c> or <c>2026-11-18T15:30:00</c>.</summary>
    public static string Of(in FieldValue value) =>
        value.Moment.ToString(value.Kind == ValueKind.Date ? DateFormat : TimestampFormat, CultureInfo.InvariantCulture);
}
