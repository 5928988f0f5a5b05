using System.Globalization;

namespace FormsHub.Jobs.Reports.Charts;

/// <summary>Lying bars, one below the other: label, bar, value.</summary>
internal static class BarGeometry
{
    private const double RowHeight = 16;
    private const double LowRowHeight = 10.5;
    private const int FewBars = 24;
    private const double WidestLabels = 0.4;
    private const double Gap = 6;

    public static ChartDrawing Draw(Chart chart, double width)
    {
        var bars = BarsOf(chart);
        var row = bars.Count > FewBars ? LowRowHeight : RowHeight;
        var thickness = row * 0.65;
        var scale = new ChartScale(bars.Select(bar => bar.Value));
        var labels = Math.Min(bars.Max(bar => ChartWords.WidthOf(bar.Label)), width * WidestLabels);
        var values = Math.Min(bars.Max(bar => ChartWords.WidthOf(bar.Text)), width * 0.2);
        var shapes = new List<ChartShape>();

        // Values of bars that go to the left stand before them.
        var left = labels + Gap + (scale.Low < 0 ? values + Gap : 0);
        var room = Math.Max(10, width - left - values - Gap);
        var zero = left + (room * scale.PartOf(0));
        for (var i = 0; i < bars.Count; i++)
        {
            var (bar, middle) = (bars[i], (i + 0.5) * row);
            var end = left + (room * scale.PartOf(bar.Value));
            shapes.Add(new ChartText(labels, middle, labels, ChartAnchor.Right, ChartWords.Fit(bar.Label, labels + 0.1), false));
            shapes.Add(new ChartRectangle(Math.Min(zero, end), middle - (thickness / 2), Math.Abs(end - zero), thickness, $"{bar.Label}: {bar.Text}"));
            shapes.Add(bar.Value < 0
                ? new ChartText(end - Gap, middle, values, ChartAnchor.Right, ChartWords.Fit(bar.Text, values + 0.1), true)
                : new ChartText(end + Gap, middle, values, ChartAnchor.Left, ChartWords.Fit(bar.Text, values + 0.1), true));
        }

        var height = bars.Count * row;
        shapes.Add(new ChartLine(zero, 0, zero, height, IsAxis: true));
        return new ChartDrawing(chart, width, height, shapes);
    }

    private static IReadOnlyList<ChartBar> BarsOf(Chart chart)
    {
        if (chart.Bars.Count <= Chart.MostBars)
        {
            return chart.Bars;
        }

        var others = chart.Bars.Skip(Chart.MostBars - 1).ToList();
        return [.. chart.Bars.Take(Chart.MostBars - 1), new ChartBar(string.Create(CultureInfo.InvariantCulture, $"{others.Count:N0} others"), others.Sum(bar => bar.Value))];
    }
}
