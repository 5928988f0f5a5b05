using FormsHub.Jobs.Reports.Charts;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>Charts under their titles: one over the whole width, several side by side.</summary>
internal sealed class ChartWriter(IReadOnlyList<Chart> charts) : BlockWriter
{
    private const double TitleGap = 6;
    private const double Below = 14;
    private const double Between = 24;

    // A chart narrower than that has no room for its labels.
    private const double Narrowest = 220;

    public override async ValueTask PlaceAsync(PageFlow flow, Turn turn, Func<ValueTask> pauseAsync, CancellationToken cancellationToken)
    {
        var across = Math.Clamp((int)((flow.Width + Between) / (Narrowest + Between)), 1, Math.Max(1, charts.Count));
        foreach (var row in charts.Chunk(across))
        {
            PlaceRow(flow, row, (flow.Width - (Between * (across - 1))) / across);
            flow.Typesetter.Forget();
            await pauseAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static void PlaceRow(PageFlow flow, Chart[] charts, double width)
    {
        var isMirrored = flow.Typesetter.IsRightToLeft;
        double XOf(int index) => isMirrored ? flow.Left + flow.Width - ((index + 1) * width) - (index * Between) : flow.Left + (index * (width + Between));
        var titles = charts.Select((chart, index) => new GridCell(flow.Typesetter.Set(chart.Title, TextStyle.ChartTitle, width, mostLines: 2), XOf(index), "P")).ToArray();
        var drawings = Array.ConvertAll(charts, chart => ChartDrawing.Of(chart, width));
        var height = drawings.Max(drawing => drawing.Height);
        flow.Require(titles.Max(title => title.Box.Height) + TitleGap + height + Below);
        GridRow.Place(flow, titles, 0, TitleGap);
        var y = flow.Take(height + Below);
        if (flow.Canvas is not { } canvas)
        {
            return;
        }

        for (var index = 0; index < drawings.Length; index++)
        {
            using var _ = canvas.Begin("Figure");
            foreach (var shape in drawings[index].Shapes)
            {
                Draw(canvas, flow.Typesetter, shape, XOf(index), y);
            }
        }
    }

    private static void Draw(Canvas canvas, Typesetter typesetter, ChartShape shape, double left, double top)
    {
        switch (shape)
        {
            case ChartRectangle bar:
                canvas.Fill(Palette.Accent, left + bar.X, top + bar.Y, bar.Width, bar.Height);
                break;
            case ChartLine line:
                canvas.Line(line.IsAxis ? Palette.Muted : Palette.Line, 0.6, left + line.X1, top + line.Y1, left + line.X2, top + line.Y2);
                break;
            case ChartText { Text.Length: > 0 } text:
                var side = text.Anchor switch { ChartAnchor.Left => TextSide.Left, ChartAnchor.Right => TextSide.Right, _ => TextSide.Center };
                var box = typesetter.Set(text.Text, text.IsMuted ? TextStyle.ChartMuted : TextStyle.ChartText, text.Width + 1, side, mostLines: 1);
                var x = text.Anchor switch { ChartAnchor.Left => text.X, ChartAnchor.Right => text.X - text.Width - 1, _ => text.X - ((text.Width + 1) / 2) };
                box.Draw(canvas, left + x, top + text.Y - (box.Height / 2));
                break;
        }
    }
}
