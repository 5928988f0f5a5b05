using System.Globalization;

namespace FormsHub.Jobs.Reports.Charts;

/// <summary>How wide a text will be, guessed without a font: the same on paper and on a page, whatever font that has. Rather too wide.</summary>
internal static class ChartWords
{
    public static double WidthOf(string text)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += WidthOf(rune.Value);
        }

        return width * ChartDrawing.TextSize;
    }

    /// <summary>The text on one line, cut with an ellipsis where it would be wider than that.</summary>
    public static string Fit(string text, double width)
    {
        var line = string.Join(' ', text.Split((char[]?)null, 200, StringSplitOptions.RemoveEmptyEntries));
        if (WidthOf(line) <= width)
        {
            return line;
        }

        var room = width - WidthOf("…");
        var kept = 0;
        for (var elements = StringInfo.GetTextElementEnumerator(line); elements.MoveNext();)
        {
            room -= WidthOf(elements.GetTextElement());
            if (room < 0)
            {
                break;
            }

            kept = elements.ElementIndex + elements.GetTextElement().Length;
        }

        return string.Concat(line.AsSpan(0, kept).TrimEnd(), "…");
    }

    // In heights of the font.
    private static double WidthOf(int character) => character switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or ' ' => 0.31,
        'f' or 't' or 'r' or '(' or ')' or '-' or '/' => 0.41,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '…' => 0.95,
        >= 'A' and <= 'Z' => 0.7,
        < 0x1100 => 0.6,
        >= 0x1100 and < 0x11a0 or >= 0x2e80 and < 0xd7b0 or >= 0xf900 and < 0xfb00 or >= 0xff00 and < 0xff61 or >= 0x1f000 => 1.02,
        _ => 0.65,
    };
}
