using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Charts;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>What submissions say together as charts: when they came, then each field that can be shown so, in the order of the columns.</summary>
internal static class RegisterCharts
{
    private const int MostCharts = 40;
    private const int MostBars = 12;
    private const int MostColumns = 62;
    private const string NoAnswer = "No answer";

    public static IReadOnlyList<Chart> Of(SubmissionSummary summary) =>
        [.. summary.Fields.Select(Of).Prepend(summary.Submitted is { } times ? Of("Submissions", times) : null).OfType<Chart>().Take(MostCharts)];

    private static Chart? Of(FieldSummary field)
    {
        var title = field.Field.Label.Length > 0 ? field.Field.Label : field.Field.Name;
        if (field.YesNo is { } answers)
        {
            return Bars(title, [new("Yes", answers.Yes), new("No", answers.No)], 0, field.Missing);
        }

        if (field.Numbers is { } numbers)
        {
            return Of($"{title} · mean {PaperWords.Quantity(Math.Round(numbers.Mean, 2))}", numbers);
        }

        if (field.Times is { } times)
        {
            return Of(title, times);
        }

        // Of texts only those that repeat say something together.
        var told = field.Labels.Sum(label => label.Count);
        return field.Labels.Count > 0 && (FieldKind.Of(field.Field) == ColumnKind.Choice || told * 2 >= field.Answered)
            ? Bars(title, [.. field.Labels], field.Others, field.Missing)
            : null;
    }

    private static Chart Bars(string title, IReadOnlyList<LabelCount> labels, long others, long missing)
    {
        var shown = labels.Count > MostBars ? labels.Take(MostBars - 1).ToList() : labels;
        var rest = others + labels.Skip(shown.Count).Sum(label => label.Count);
        var all = labels.Sum(label => label.Count) + others + missing;
        ChartBar Bar(string label, long count) => new(label, count, $"{PaperWords.Count(count)} · {Share(count, all)}");
        List<ChartBar> bars = [.. shown.Select(label => Bar(label.Label, label.Count))];
        if (rest > 0)
        {
            bars.Add(Bar("Others", rest));
        }

        if (missing > 0)
        {
            bars.Add(Bar(NoAnswer, missing));
        }

        return new Chart(title, ChartKind.Bars, bars);
    }

    private static Chart Of(string title, NumberSummary numbers)
    {
        var bins = numbers.Bins;
        var isEven = bins.Zip(bins.Skip(1)).All(pair => pair.First.Start + numbers.Step == pair.Second.Start);
        string End(NumberBin bin) => PaperWords.Quantity(bin.Start + numbers.Step);
        return isEven && bins.Count <= MostColumns
            ? Chart.Histogram(title, [.. bins.Select(bin => PaperWords.Quantity(bin.Start)), End(bins[^1])], [.. bins.Select(bin => bin.Count)])
            : new Chart(title, ChartKind.Bars, [.. bins.Where(bin => bin.Count > 0).Take(MostBars).Select(bin => new ChartBar($"{PaperWords.Quantity(bin.Start)} – {End(bin)}", bin.Count))]);
    }

    private static Chart? Of(string title, TimeSummary times) => times.Points.Count > MostColumns
        ? null
        : new Chart($"{title} by {times.Unit.ToString().ToLowerInvariant()}", ChartKind.Columns, [.. times.Points.Select(point => new ChartBar(Label(point.Start, times.Unit), point.Count))]);

    private static string Label(DateTime start, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => start.ToString("d MMM", CultureInfo.InvariantCulture),
        TimeUnit.Month => start.ToString("MMM yy", CultureInfo.InvariantCulture),
        TimeUnit.Year => start.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => start.ToString("yyyy's'", CultureInfo.InvariantCulture),
    };

    // Never rounded up to all or down to nothing.
    private static string Share(long count, long all) => (100.0 * count / Math.Max(1, all)) switch
    {
        > 0 and < 1 => "< 1 %",
        > 99 and < 100 => "> 99 %",
        var percent => string.Create(CultureInfo.InvariantCulture, $"{percent:N0} %"),
    };
}
