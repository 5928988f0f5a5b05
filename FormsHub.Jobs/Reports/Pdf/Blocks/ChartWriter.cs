using FormsHub.Jobs.Reports.Charts;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>A chart under its title.</summary>
internal sealed class ChartWriter(PdfChart block) : BlockWriter
{
    private const double TitleGap = 6;
    private const double Below = 14;

    protected override void Place(PageFlow flow)
    {
        var title = flow.Typesetter.Set(block.Chart.Title, TextStyle.ChartTitle, flow.Width, mostLines: 2);
        var drawing = ChartDrawing.Of(block.Chart, flow.Width);
        flow.Require(title.Height + TitleGap + drawing.Height + Below);
        GridRow.Place(flow, [new GridCell(title, flow.Left, "P")], 0, TitleGap);
        var y = flow.Take(drawing.Height + Below);
        if (flow.Canvas is not { } canvas)
        {
            return;
        }

        using var _ = canvas.Begin("Figure");
        foreach (var shape in drawing.Shapes)
        {
            Draw(canvas, flow.Typesetter, shape, flow.Left, y);
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
