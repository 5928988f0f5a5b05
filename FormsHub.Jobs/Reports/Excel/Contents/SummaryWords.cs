using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>The line below a field's heading.</summary>
internal static class SummaryWords
{
    /// <summary><c>12 answered · 3 without an answer · 1 does not fit</c></summary>
    public static string Of(FieldSummary field)
    {
        var parts = new List<string> { Count(field.Answered, "answered") };
        if (field.Missing > 0)
        {
            parts.Add(Count(field.Missing, "without an answer"));
        }

        if (field.NotFitting > 0)
        {
            parts.Add(Count(field.NotFitting, field.NotFitting == 1 ? "does not fit the field and is in no figure" : "do not fit the field and are in no figure"));
        }

        if (FieldKind.Of(field.Field) == ColumnKind.Text && field.Answered > 0)
        {
            parts.Add(!field.LabelsCounted ? "nearly all answers differ" : field.Labels.Count == 0 ? "no text was given twice" : "texts that were given more than once:");
        }

        return string.Join(" · ", parts);
    }

    /// <summary>A class of numbers; the largest numbers there are have no end.</summary>
    public static string Range(decimal start, decimal step) => start > decimal.MaxValue - step ? $"from {NumberText.Plain(start)}" : $"{NumberText.Plain(start)} – {NumberText.Plain(start + step)}";

    private static string Count(long number, string words) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {words}");
}
