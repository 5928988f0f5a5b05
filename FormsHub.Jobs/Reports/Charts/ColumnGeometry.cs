namespace FormsHub.Jobs.Reports.Charts;

/// <summary>Standing columns over a line of labels, and a histogram's over its edges, with lines to read their height by.</summary>
internal static class ColumnGeometry
{
    private const double PlotHeight = 130;
    private const double AboveHighest = 14;
    private const double BelowAxis = 16;
    private const double Gap = 6;
    private const double LabelSpace = 4;

    // A chart of one or two columns is no wall.
    private const double WidestColumn = 72;

    public static ChartDrawing Draw(Chart chart, double width)
    {
        var bars = chart.Bars;
        var scale = new ChartScale(bars.Select(bar => bar.Value));
        var ticks = scale.Ticks().ToList();
        var left = Math.Min(ticks.Max(tick => ChartWords.WidthOf(tick.Text)), width * 0.2) + Gap;
        var step = (width - left) / bars.Count;
        var shapes = new List<ChartShape>();
        double YOf(double value) => AboveHighest + (PlotHeight * (1 - scale.PartOf(value)));

        foreach (var (value, text) in ticks)
        {
            shapes.Add(new ChartLine(left, YOf(value), width, YOf(value), IsAxis: value == 0));
            shapes.Add(new ChartText(left - Gap, YOf(value), left - Gap, ChartAnchor.Right, text, true));
        }

        var column = chart.Kind == ChartKind.Histogram && bars.Count > 1 ? step * 0.97 : Math.Min(step * 0.66, WidestColumn);
        for (var i = 0; i < bars.Count; i++)
        {
            var (top, bottom) = (YOf(Math.Max(0, bars[i].Value)), YOf(Math.Min(0, bars[i].Value)));
            shapes.Add(new ChartRectangle(left + ((i + 0.5) * step) - (column / 2), top, column, bottom - top, $"{bars[i].Label}: {bars[i].Text}"));
            if (ChartWords.WidthOf(bars[i].Text) + LabelSpace <= step)
            {
                shapes.Add(new ChartText(left + ((i + 0.5) * step), bars[i].Value < 0 ? bottom + 7 : top - 7, step, ChartAnchor.Middle, bars[i].Text, true));
            }
        }

        var below = AboveHighest + PlotHeight + BelowAxis - 5;
        if (chart.Kind == ChartKind.Histogram)
        {
            AddLabels(shapes, chart.Edges, left, step, below, width);
        }
        else
        {
            AddLabels(shapes, [.. bars.Select(bar => bar.Label)], left + (step / 2), step, below, width);
        }

        return new ChartDrawing(chart, width, AboveHighest + PlotHeight + BelowAxis, shapes);
    }

    /// <summary>Labels at equal distances; every second, third … only, where there is no room for all.</summary>
    private static void AddLabels(List<ChartShape> shapes, IReadOnlyList<string> labels, double first, double step, double y, double width)
    {
        // A label that had to be cut to a third of the page would crowd out all others.
        var widest = Math.Min(labels.Max(ChartWords.WidthOf), Math.Max(step - LabelSpace, 60));
        var every = Math.Max(1, (int)Math.Ceiling((widest + LabelSpace) / step));
        var taken = 0.0;
        for (var i = 0; i < labels.Count; i += every)
        {
            var room = (step * every) - LabelSpace;
            var x = first + (i * step);
            var half = ChartWords.WidthOf(ChartWords.Fit(labels[i], room)) / 2;
            if (x + half <= width)
            {
                shapes.Add(new ChartText(x, y, room, ChartAnchor.Middle, ChartWords.Fit(labels[i], room), false));
                taken = x + half;
            }
            else if (width - (2 * half) >= taken + LabelSpace)
            {
                shapes.Add(new ChartText(width, y, room, ChartAnchor.Right, ChartWords.Fit(labels[i], room), false));
            }
        }
    }
}
