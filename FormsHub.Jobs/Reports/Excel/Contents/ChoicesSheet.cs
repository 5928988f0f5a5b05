using FormsHub.Jobs.Reports.Excel.Sheets;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>The sheet that lists the options of all choices: what they say, what the form stores, and how often each stands in the file.</summary>
internal static class ChoicesSheet
{
    private const double Widest = 60;

    public static FreeSheet Make(ChoiceCounts choices, IReadOnlyList<string> headers)
    {
        var sheet = new FreeSheet("Choices") { Table = ["Column", "Key", "Option", "Stored as", "Submissions"], IsLandscape = true };
        sheet.Add([.. sheet.Table.Select(header => new FreeCell(CellStyle.TableHeader, header))]);
        foreach (var choice in choices.All)
        {
            Add(sheet, choice, headers[choice.Index]);
        }

        sheet.Widths.AddRange(Enumerable.Range(0, sheet.Table.Count).Select(column =>
            Math.Min(Widest, 4 + sheet.Rows.Max(row => row.Cells[column]?.Text is { } text ? ColumnWidth.OfText(text) : 8))));
        return sheet;
    }

    private static void Add(FreeSheet sheet, CountedChoice choice, string header)
    {
        for (var number = 0; number < choice.Options.Count; number++)
        {
            var option = choice.Options[number];
            Add(option.Label, string.Join(" | ", option.Values), choice.Counts[number]);
        }

        // Options of earlier versions, and what was typed into a combo box.
        if (choice.Others > 0)
        {
            Add("(other answers)", "", choice.Others);
        }

        if (choice.Empty > 0)
        {
            Add("(no answer)", "", choice.Empty);
        }

        void Add(string label, string stored, long count) => sheet.Add(
            Text(header), Text(choice.Column.Name), Text(label), Text(stored), new FreeCell(CellStyle.Plain, count));
    }

    private static FreeCell Text(string text) => new(CellStyle.Text, text);
}
