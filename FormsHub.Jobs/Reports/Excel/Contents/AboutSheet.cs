using System.Globalization;
using FormsHub.Jobs.Reports.Excel.Pictures;
using FormsHub.Jobs.Reports.Excel.Sheets;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>The sheet that says what a file is: of which form, which submissions, who asked when, and how to check it.</summary>
internal sealed class AboutSheet(ReportRequest request, SubmissionCount count, ExcelSummary written)
{
    private const int MostNames = 60;
    private const int MostCharacters = 4_000;
    private const double CharactersALine = 96;
    private readonly FreeSheet _sheet = new("About this report", 2, 26, 105);

    public required IReadOnlyDictionary<int, long> Versions { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>null when it is too long to be written down.</summary>
    public required string? CheckAddress { get; init; }

    public required Thumbnails? Thumbnails { get; init; }

    /// <summary>Why there is no summary, or what is special about it; null for nothing.</summary>
    public required string? SummaryNote { get; init; }

    public required int ChoicesLeftOut { get; init; }

    /// <param name="others">The sheets beside the table's.</param>
    public FreeSheet Make(IReadOnlyList<FreeSheet> others)
    {
        _sheet.AddHigh(10.0);
        _sheet.AddHigh(30.0, null, new FreeCell(CellStyle.Title, "About this report"));
        _sheet.AddHigh(18.0, null, new FreeCell(CellStyle.Muted, "What this file holds, and how to check it."));
        _sheet.Add();
        Say("Form", ShownText.CleanLine(request.Form.Title));
        Say("Asked for by", request.RequestedBy.Length > 0 ? ShownText.CleanLine(request.RequestedBy) : "unknown");
        Say("Asked for at", FilterText.Minute(request.RequestedAt));
        Say("Submissions in this file", written.Rows);
        Say("Submissions in the form", string.Create(CultureInfo.InvariantCulture, $"{count.Total:N0}{(request.Query.Trashed ? " in its trash" : "")}, when this file was begun. What arrived later is not in it."));
        Say("Versions of the form", Versions.Count == 0 ? "none" : string.Join(", ", Versions.Select(version => string.Create(CultureInfo.InvariantCulture, $"{version.Key} ({version.Value:N0})"))));
        SayAll("Which submissions", FilterText.Conditions(request.Query));
        Say("Order", FilterText.Order(request.Query.Sort));
        Say("Columns", Columns());
        SayAll("Sheets", Sheets(others));
        SayAll("How to read it", HowToRead());
        SayAll("Pictures and signatures", Pictures());
        if (SummaryNote is not null)
        {
            Say("Summary", SummaryNote);
        }

        Add("Fingerprint of the data", new FreeCell(CellStyle.Code, Fingerprint));
        SayAll("How to check it", HowToCheck());
        Say("Made by", "FormsHub");
        return _sheet;
    }

    private string Columns()
    {
        var all = SubmissionColumn.All(request.AllFields).Count;
        var names = string.Join(", ", request.Columns.Take(MostNames).Select(column => ShownText.CleanLine(column.Label.Length > 0 ? column.Label : column.Name)));
        var more = request.Columns.Count - MostNames;
        return request.Columns.Count >= all
            ? string.Create(CultureInfo.InvariantCulture, $"All {all:N0}.")
            : string.Create(CultureInfo.InvariantCulture, $"{request.Columns.Count:N0} chosen of {all:N0}: {names}{(more > 0 ? $" and {more:N0} more" : "")}.");
    }

    private IEnumerable<string> Sheets(IReadOnlyList<FreeSheet> others)
    {
        yield return written.Sheets == 1
            ? "The first sheet: a table of the submissions, one a row."
            : string.Create(CultureInfo.InvariantCulture, $"The first {written.Sheets:N0} sheets: a table of the submissions, one a row; a sheet of Excel holds {ExcelLimits.Rows - 1:N0} of them.");
        foreach (var sheet in others)
        {
            yield return sheet.Name switch
            {
                SummarySheet.SheetName => "Summary: what all submissions of this file say together, with charts.",
                SummarySheet.DataName => "Chart data: the longer rows of numbers behind the charts.",
                _ => "Choices: the options of the form's choices, and how often each stands in this file.",
            };
        }

        if (ChoicesLeftOut > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{ChoicesLeftOut:N0} choices with very many options are not listed under Choices.");
        }
    }

    private IEnumerable<string> HowToRead()
    {
        yield return "“Submitted (UTC)” and all times on this sheet are in Coordinated Universal Time. Dates and times in answers are as they were entered, without a time zone.";
        yield return "Numbers of more than 15 digits, numbers with leading zeros and dates before March 1900 are texts, because Excel would change them.";
        if (request.Options.SplitChoices)
        {
            yield return "Each option of a choice has a column: TRUE where it was chosen, FALSE where something else was answered, empty where nothing was. Other answers stand in the last one.";
        }

        if (written.CutTexts > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{written.CutTexts:N0} {(written.CutTexts == 1 ? "text is" : "texts are")} longer than a cell of Excel can hold and cut, with a mark at the end. CSV and JSON Lines have all of it.");
        }
    }

    private IEnumerable<string> Pictures()
    {
        if (!request.Columns.Any(column => column.Kind == Forms.ColumnKind.Blob))
        {
            yield return "None of the columns holds any.";
        }
        else if (request.Options.Pictures == ReportPictures.None)
        {
            yield return "Their kinds and sizes stand in the cells.";
        }
        else if (Thumbnails is null)
        {
            yield return "Links stand in the cells. FormsHub asks who opens them to sign in.";
        }
        else
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Thumbnails.Shown:N0} stand in their cells; a click on one leads to the whole picture.");
            if (Thumbnails.NotShown > 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{Thumbnails.NotShown:N0} are links, because a file shows at most {Thumbnails.MostPictures:N0} pictures of {Thumbnails.MostBytes / 1048576} MB together, each PNG or JPEG and no larger than {Thumbnails.LargestPicture / 1048576} MB.");
            }
        }
    }

    private IEnumerable<string> HowToCheck()
    {
        yield return "Two files with one fingerprint hold the same submissions, in the same order, with the same columns.";
        yield return "It is the SHA-256 of these data as CSV: a header of the columns' keys, every cell in double quotes (those inside doubled), commas between cells, CR LF after each row, UTF-8 without a mark at the beginning, nothing added to or cut from any text.";
        yield return CheckAddress is null
            ? "FormsHub gives that CSV with labels=keys, bom=false, quote=all and guard=false; sha256sum gives its fingerprint."
            : $"FormsHub gives that CSV, with what has arrived since, at {CheckAddress} and sha256sum gives its fingerprint.";
    }

    private void SayAll(string name, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            Say(name, sentence);
            name = "";
        }
    }

    private void Say(string name, string text) => Add(name, new FreeCell(CellStyle.Wrapped, text));

    private void Say(string name, long number) => Add(name, new FreeCell(CellStyle.Wrapped, number.ToString("N0", CultureInfo.InvariantCulture)));

    // Not every program makes rows as high as their texts need.
    private void Add(string name, FreeCell cell) => _sheet.AddHigh(
        3 + (15 * Math.Ceiling(Math.Max(1, ColumnWidth.OfText(cell.Text!, MostCharacters) / CharactersALine))), null, new FreeCell(CellStyle.Name, name), cell);
}
