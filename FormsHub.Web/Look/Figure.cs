using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Reports.Charts;
using FormsHub.Jobs.Reports.Summary;

namespace FormsHub.Web.Look;

/// <summary>One field on the summary page: its chart, and the same numbers as rows that lead to their submissions.</summary>
public sealed class Figure(FieldSummary summary, long matching, SummaryLinks links, Words words)
{
    /// <summary>Charts are drawn so narrow that their letters are read on a phone as well.</summary>
    public const double ChartWidth = 260;

    public FieldSummary Summary => summary;

    public string Title => summary.Field.Label.Length > 0 ? summary.Field.Label : summary.Field.Name;

    public string Kind => summary.Field.Column == ColumnKind.Number ? "Number" : FieldWords.Type(new FieldLine(summary.Field.Name, summary.Field.Label, summary.Field.Type) { Definition = summary.Field.Definition });

    public Chart? Chart => SummaryCharts.Of(summary);

    /// <summary>What is said instead of, or beside, a chart; null when the chart says it all.</summary>
    public string? Note => summary switch
    {
        { Answered: 0 } => matching == 1 ? "It was left empty." : "Everybody left it empty.",
        _ when summary.Field.Type.IsImage => $"{words.Share(100.0 * summary.Answered / matching)} sent one.",
        { LabelsCounted: false } => "Nearly every answer is different, so they are not counted one by one.",
        { Labels.Count: 0, Numbers: null, Times: null, YesNo: null } when summary.NotFitting < summary.Answered => summary.Answered == 1 ? "There is one answer." : "No answer was given twice.",
        _ => null,
    };

    public IReadOnlyList<FigureRow> Rows => summary switch
    {
        { YesNo: { } yesNo } =>
        [
            new("Yes", yesNo.Yes, links.YesNo(summary.Field, true)),
            new("No", yesNo.No, links.YesNo(summary.Field, false)),
            .. summary.Missing > 0 ? new FigureRow[] { new("No answer", summary.Missing, links.Missing(summary.Field)) } : [],
        ],
        { Numbers: { } numbers } => [.. numbers.Bins.Select(bin => new FigureRow(
            $"{words.Figure(bin.Start)} to under {(bin.Start > decimal.MaxValue - numbers.Step ? "…" : words.Figure(bin.Start + numbers.Step))}", bin.Count, links.Bin(summary.Field, bin, numbers.Step)))],
        { Times: { } times } => Of(times, point => links.Times(summary.Field, point, times.Unit)),
        _ =>
        [
            .. summary.Labels.Select(label => new FigureRow(label.Label, label.Count, links.Label(summary.Field, label.Label))),
            .. summary is { Labels.Count: > 0, Others: > 0 } ? new FigureRow[] { new(SummaryCharts.Others, summary.Others, null) } : [],
        ],
    };

    /// <summary>When submissions came.</summary>
    public static IReadOnlyList<FigureRow> Of(TimeSummary submitted, SummaryLinks links) => Of(submitted, point => links.Submitted(point, submitted.Unit));

    private static List<FigureRow> Of(TimeSummary times, Func<TimePoint, string> link) =>
        [.. times.Points.Select(point => new FigureRow(SummaryCharts.NameOf(point.Start, times.Unit), point.Count, link(point)))];
}

/// <summary>One number of a figure.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Count">How often.</param>
/// <param name="Address">The list of exactly these submissions; null where no filter says it.</param>
public sealed record FigureRow(string Label, long Count, string? Address);
