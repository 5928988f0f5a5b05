using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>How wide a column starts: enough for its header and for what its first rows hold.</summary>
internal static class ColumnWidth
{
    private const double FilterButton = 4;
    private const double Widest = 60;
    private const double WidestHeader = 48;
    private const double Margin = 2;
    private const int LookedAt = 200;

    /// <summary>In characters of the standard font, as Excel counts widths.</summary>
    /// <param name="kind">What the column usually holds.</param>
    /// <param name="header">Its name.</param>
    /// <param name="cells">Of the first rows; may be none.</param>
    public static double Of(ColumnKind kind, string header, IEnumerable<FieldValue> cells)
    {
        double content = kind switch
        {
            ColumnKind.Boolean or ColumnKind.Number => 9,
            ColumnKind.Date => 12,
            ColumnKind.Timestamp => 20,
            ColumnKind.Blob => 22,
            _ => 12,
        };
        foreach (var cell in cells)
        {
            content = Math.Max(content, cell.Kind switch
            {
                ValueKind.Text => OfText(cell.Text!) + Margin,
                ValueKind.Number => OfText(cell.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)) + Margin,
                _ => 0,
            });
        }

        return Math.Max(Math.Min(content, Widest), Math.Min(OfText(header) + FilterButton, WidestHeader));
    }

    /// <summary>The widest line of a text: characters of East Asia and emoji take two places, marks none.</summary>
    public static double OfText(string text, int lookedAt = LookedAt)
    {
        var (widest, line) = (0, 0);
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, lookedAt)).EnumerateRunes())
        {
            line = rune.Value == '\n' ? 0 : line + PlacesOf(rune);
            widest = Math.Max(widest, line);
        }

        return widest;
    }

    private static int PlacesOf(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        >= 0x1100 and < 0x11a0 or >= 0x2e80 and < 0xd7b0 or >= 0xf900 and < 0xfb00 or >= 0xff00 and < 0xff61 or >= 0x1f000 and < 0x40000 => 2,
        _ => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format ? 0 : 1,
    };
}
