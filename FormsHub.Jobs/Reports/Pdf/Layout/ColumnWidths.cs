using FormsHub.Jobs.Reports.Pdf.Fonts;

namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>Shares the width of a page among the columns of a table by what their first rows hold.</summary>
internal static class ColumnWidths
{
    /// <summary>So many rows are looked at.</summary>
    public const int Sample = 100;

    // A longer text wraps whatever its column gets.
    private const int LookedAt = 60;
    private const double Slack = 1;
    // "Total" stands in the narrowest column of a register.
    private const double Narrowest = 34;
    private const double WidestHeader = 110;
    private const double RoomForSum = 48;
    private const double Unbounded = 2_000;

    /// <param name="rows">The first rows of the table.</param>
    /// <param name="padding">Left and right of each cell together.</param>
    /// <param name="width">Of the page.</param>
    public static double[] Of(Typesetter typesetter, IReadOnlyList<PdfColumn> columns, IReadOnlyList<string[]> rows, double padding, double width)
    {
        var wanted = new double[columns.Count];
        for (var column = 0; column < columns.Count; column++)
        {
            // One that fits in some words of the header is wide enough for its words.
            var header = columns[column].Header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => WidthOf(typesetter, word, TextStyle.CellHeader)).DefaultIfEmpty().Max();
            var cells = rows.Select(row => WidthOf(typesetter, row[column], TextStyle.Cell)).DefaultIfEmpty().Max();
            wanted[column] = Math.Max(Narrowest, Math.Max(Math.Min(header, WidestHeader), cells) + padding + Slack);
        }

        // Numbers stay beside what they are about: of the room that is left over they take what their header or sum needs on one line, texts the rest.
        var titled = wanted.Select((one, column) => columns[column].IsNumber
            ? Math.Max(one, Math.Clamp(WidthOf(typesetter, columns[column].Header, TextStyle.CellHeader), RoomForSum, WidestHeader) + padding + Slack)
            : one).ToArray();
        wanted = titled.Sum() <= width ? titled : wanted;
        var texts = Enumerable.Range(0, columns.Count).Where(column => !columns[column].IsNumber).ToList();
        if (texts.Count > 0 && width - wanted.Sum() is > 0 and var spare)
        {
            var growing = texts.Sum(column => wanted[column]);
            texts.ForEach(column => wanted[column] *= 1 + (spare / growing));
        }

        return Share(wanted, width);
    }

    /// <summary>Gives narrow columns what they want, and shares the rest among the others as they want it.</summary>
    internal static double[] Share(double[] wanted, double width)
    {
        var total = wanted.Sum();
        if (total <= width)
        {
            return [.. wanted.Select(one => one * width / total)];
        }

        var shares = new double[wanted.Length];
        var open = Enumerable.Range(0, wanted.Length).ToList();
        var left = width;
        while (open.Count > 0)
        {
            var fair = left / open.Count;
            var modest = open.Where(column => wanted[column] <= fair).ToList();
            if (modest.Count == 0)
            {
                break;
            }

            foreach (var column in modest)
            {
                shares[column] = wanted[column];
                left -= wanted[column];
                open.Remove(column);
            }
        }

        // The root: a column of long texts gets more, but not as much more as its texts are longer.
        var roots = open.Sum(column => Math.Sqrt(wanted[column]));
        foreach (var column in open)
        {
            shares[column] = left * Math.Sqrt(wanted[column]) / roots;
        }

        return shares;
    }

    private static double WidthOf(Typesetter typesetter, string text, TextStyle style)
    {
        var width = typesetter.Set(ShownText.Cut(text, LookedAt), style, Unbounded, TextSide.Left).Width;
        typesetter.Forget();
        return width;
    }
}
