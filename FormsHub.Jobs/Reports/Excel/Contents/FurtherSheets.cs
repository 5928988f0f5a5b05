using System.Globalization;
using FormsHub.Jobs.Reports.Excel.Pictures;
using FormsHub.Jobs.Reports.Excel.Sheets;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>Makes the sheets behind the table of submissions, in the order in which people want them.</summary>
internal sealed class FurtherSheets(
    ReportSource source, FileContents contents, Thumbnails? thumbnails, SummaryReader summaries, IPublicAddress address, IReadOnlySet<string> options)
{
    /// <summary>Above this many submissions a summary takes longer than the rest of a file, so it is made only when asked for.</summary>
    public const long MostForSummary = 250_000;

    private const int LongestAddress = 2_000;

    public async Task<IReadOnlyList<FreeSheet>> MakeAsync(ExcelSummary written, CancellationToken cancellationToken)
    {
        var sheets = new List<FreeSheet>();
        var asked = source.Request.Options.Summary;
        SubmissionSummary? summary = null;
        if (asked ?? source.Count.Matching <= MostForSummary)
        {
            summary = await summaries.ReadAsync(source.Request.Query, cancellationToken);
            sheets.AddRange(new SummarySheet(source.Request, summary, written.Rows).Make());
        }

        if (contents.Choices.All.Count > 0)
        {
            // Before the data of charts, which is for looking up.
            sheets.Insert(Math.Min(1, sheets.Count), ChoicesSheet.Make(contents.Choices, SubmissionReport.HeadersOf(source.Request.Columns, source.Request.Options.Headers)));
        }

        var about = new AboutSheet(source.Request, source.Count, written)
        {
            Versions = contents.Versions,
            Fingerprint = contents.FinishFingerprint(),
            CheckAddress = CheckAddress(),
            Thumbnails = thumbnails,
            SummaryNote = SummaryNote(summary, written.Rows),
            ChoicesLeftOut = contents.Choices.LeftOut,
        };
        sheets.Insert(summary is null ? sheets.Count : sheets.FindLastIndex(sheet => sheet.Name != SummarySheet.DataName) + 1, about.Make(sheets));
        return sheets;
    }

    private string? SummaryNote(SubmissionSummary? summary, long rows) => summary switch
    {
        null when source.Request.Options.Summary == false => "It was not asked for.",
        null => string.Create(CultureInfo.InvariantCulture, $"Left out, because there are more than {MostForSummary:N0} submissions. Ask for it with summary=true."),
        _ when summary.Matching != rows => string.Create(
            CultureInfo.InvariantCulture, $"It counts {summary.Matching:N0} submissions: while the file was made, some were reviewed or moved to the trash or back."),
        _ => null,
    };

    /// <summary>The same data as the CSV whose SHA-256 is the fingerprint.</summary>
    private string? CheckAddress()
    {
        var pairs = source.Request.Pairs.Where(pair => !options.Contains(pair.Key))
            .Concat([new("labels", "keys"), new("bom", "false"), new("quote", "all"), new("guard", "false")])
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
        var whole = string.Create(CultureInfo.InvariantCulture, $"{address.Address}/api/forms/{source.Request.Form.Id}/submissions.csv?{string.Join('&', pairs)}");
        return whole.Length <= LongestAddress ? whole : null;
    }
}
