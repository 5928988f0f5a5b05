using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>A framed note with a square code beside its lines.</summary>
internal sealed class PanelWriter(PdfPanel panel) : BlockWriter
{
    private const double Padding = 10;
    private const double CodeSize = 104;
    private const double BetweenLines = 6;
    private const double Above = 14;

    protected override void Place(PageFlow flow)
    {
        var width = flow.Width - CodeSize - (3 * Padding);
        var lines = panel.Lines.Select(line => (
            Line: line,
            Label: line.Label is null ? null : flow.Typesetter.Set(line.Label, TextStyle.Small, width),
            Text: flow.Typesetter.Set(line.Text, StyleOf(line), width))).ToList();
        var text = lines.Sum(line => (line.Label?.Height ?? 0) + line.Text.Height + BetweenLines) - BetweenLines;
        var height = Math.Max(text, CodeSize) + (2 * Padding);
        flow.Require(Above + height);
        flow.Skip(Above);
        var y = flow.Take(height);
        if (flow.Canvas is not { } canvas)
        {
            return;
        }

        var isMirrored = flow.Typesetter.IsRightToLeft;
        DrawFrame(canvas, flow.Left, y, flow.Width, height);
        DrawCode(canvas, isMirrored ? flow.Left + flow.Width - CodeSize - Padding : flow.Left + Padding, y + Padding);
        var x = isMirrored ? flow.Left + Padding : flow.Left + CodeSize + (2 * Padding);
        var top = y + Padding + ((height - (2 * Padding) - text) / 2);
        foreach (var (line, label, box) in lines)
        {
            using (canvas.Begin("P"))
            {
                label?.Draw(canvas, x, top);
                top += label?.Height ?? 0;
                box.Draw(canvas, x, top);
            }

            canvas.Link(line.Link, x, top, box.Width, box.Height);
            top += box.Height + BetweenLines;
        }
    }

    private static TextStyle StyleOf(PdfPanelLine line) =>
        PdfLink.Of(line.Link) is not null ? TextStyle.Link : line is { IsCode: true, Muted: false } ? TextStyle.Code : line.IsCode ? TextStyle.Hash : line.Muted ? TextStyle.Muted : TextStyle.Body;

    private static void DrawFrame(Canvas canvas, double x, double y, double width, double height)
    {
        canvas.Line(Palette.Line, 0.8, x, y, x + width, y);
        canvas.Line(Palette.Line, 0.8, x, y + height, x + width, y + height);
        canvas.Line(Palette.Line, 0.8, x, y, x, y + height);
        canvas.Line(Palette.Line, 0.8, x + width, y, x + width, y + height);
    }

    private void DrawCode(Canvas canvas, double x, double y)
    {
        using (canvas.Begin("Figure"))
        {
            canvas.Modules(panel.Code, x, y, CodeSize);
        }

        canvas.Link(panel.Link, x, y, CodeSize, CodeSize);
    }
}
