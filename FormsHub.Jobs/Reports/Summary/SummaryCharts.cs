using System.Globalization;
using FormsHub.Jobs.Reports.Charts;

namespace FormsHub.Jobs.Reports.Summary;

/// <summary>The chart that fits a field's figures: the same on the page, on paper and in a workbook.</summary>
public static class SummaryCharts
{
    /// <summary>A histogram's edges need room; more classes than this are told in the table only.</summary>
    private const int MostClasses = 60;

    /// <summary>What the answers beyond the counted labels are called.</summary>
    public const string Others = "Other answers";

    /// <summary>What submissions without an answer are called.</summary>
    public const string NoAnswer = "No answer";

    /// <returns>null where there is nothing that a picture would show better than a word.</returns>
    /// <param name="field">The figures.</param>
    /// <param name="mostBars">More choices than that become one bar.</param>
    /// <param name="withMissing">Submissions without an answer have a bar too. Those of a check box always have.</param>
    public static Chart? Of(FieldSummary field, int mostBars = Chart.MostBars, bool withMissing = false) => field switch
    {
        { Answered: 0 } => null,
        { YesNo: { } yesNo } => Shares(field, [new("Yes", yesNo.Yes), new("No", yesNo.No)], mostBars, withMissing: true),
        { Numbers: { } numbers } => Of(field.Field.Label, numbers),
        { Times: { } times } => Of(field.Field.Label, times),
        { Labels.Count: > 0 } => Shares(field, field.Labels, mostBars, withMissing),
        _ => null,
    };

    /// <summary>How many per day, month or longer.</summary>
    public static Chart Of(string title, TimeSummary times) =>
        new(title, ChartKind.Columns, [.. times.Points.Select(point => new ChartBar(NameOf(point.Start, times.Unit), point.Count))]);

    /// <summary>A unit by its start: <c>18 Nov 2026</c>, <c>Nov 2026</c>, <c>2026</c>, <c>2020s</c>, <c>2001–2100</c>.</summary>
    public static string NameOf(DateTime start, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => start.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        TimeUnit.Month => start.ToString("MMM yyyy", CultureInfo.InvariantCulture),
        TimeUnit.Year => start.ToString("yyyy", CultureInfo.InvariantCulture),
        TimeUnit.Decade => start.ToString("yyyy", CultureInfo.InvariantCulture) + "s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{start.Year}–{start.Year + 99}"),
    };

    /// <summary>A number as short as it is exact.</summary>
    public static string Text(decimal number) => number.ToString(NumberText.GroupedFormat, CultureInfo.InvariantCulture);

    /// <summary>A part of all: <c>57 %</c>; never rounded up to all or down to nothing.</summary>
    public static string Share(long part, long all) => NumberText.Share(all == 0 ? 0 : 100.0 * part / all, CultureInfo.InvariantCulture);

    private static Chart? Of(string title, NumberSummary numbers)
    {
        if (numbers.Bins.Count > MostClasses || Contiguous(numbers) is not { } edges)
        {
            // Classes far apart: each by its own name, as words are.
            return numbers.Bins.Count > Chart.MostBars
                ? null
                : new Chart(title, ChartKind.Bars, [.. numbers.Bins.Select(bin => new ChartBar($"from {Text(bin.Start)}", bin.Count))]);
        }

        return Chart.Histogram(title, edges, [.. numbers.Bins.Select(bin => bin.Count)]);
    }

    private static List<string>? Contiguous(NumberSummary numbers)
    {
        for (var i = 1; i < numbers.Bins.Count; i++)
        {
            if (numbers.Bins[i - 1].Start + numbers.Step != numbers.Bins[i].Start)
            {
                return null;
            }
        }

        // The last edge may be larger than any number a cell can hold.
        var last = numbers.Bins[^1].Start;
        return last > decimal.MaxValue - numbers.Step ? null : [.. numbers.Bins.Select(bin => Text(bin.Start)), Text(last + numbers.Step)];
    }

    private static Chart Shares(FieldSummary field, IReadOnlyList<LabelCount> labels, int mostBars, bool withMissing)
    {
        var shown = labels.Count > mostBars ? labels.Take(mostBars - 1).ToList() : labels;
        var others = field.Others + labels.Skip(shown.Count).Sum(label => label.Count);
        var missing = withMissing ? field.Missing : 0;
        var all = shown.Sum(label => label.Count) + others + missing;
        List<LabelCount> bars = [.. shown, new(Others, others), new(NoAnswer, missing)];
        return new Chart(field.Field.Label, ChartKind.Bars, [.. bars.Where((bar, index) => index < shown.Count || bar.Count > 0).Select(bar =>
            new ChartBar(bar.Label, bar.Count, string.Create(CultureInfo.InvariantCulture, $"{bar.Count:#,0} ({Share(bar.Count, all)})")))]);
    }
}
