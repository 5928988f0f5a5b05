using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>Facts side by side on a tinted strip.</summary>
internal sealed class FactsWriter(PdfFacts facts) : BlockWriter
{
    private const double Padding = 12;
    private const double Below = 4;
    private const int MostLines = 3;

    protected override void Place(PageFlow flow)
    {
        var typesetter = flow.Typesetter;
        var width = (flow.Width - (Padding * (facts.Facts.Count + 1))) / facts.Facts.Count;
        var side = typesetter.IsRightToLeft ? TextSide.Right : TextSide.Left;
        var boxes = facts.Facts.Select(fact => (
            Label: typesetter.Set(fact.Label, TextStyle.Small, width, side, MostLines),
            Value: typesetter.Set(fact.Value, TextStyle.Fact, width, side, MostLines),
            Note: fact.Note is null ? null : typesetter.Set(fact.Note, TextStyle.Small, width, side, MostLines))).ToList();
        var label = boxes.Max(fact => fact.Label.Height) + 1;
        var baseline = label + boxes.Max(fact => fact.Value.Baseline);
        var height = boxes.Max(fact => baseline - fact.Value.Baseline + fact.Value.Height + (fact.Note?.Height ?? 0)) + (2 * Padding);
        flow.Require(height + Below);
        var y = flow.Take(height + Below);
        if (flow.Canvas is not { } canvas)
        {
            return;
        }

        canvas.Fill(Palette.Surface, flow.Left, y, flow.Width, height);
        for (var i = 0; i < boxes.Count; i++)
        {
            var place = typesetter.IsRightToLeft ? boxes.Count - 1 - i : i;
            var x = flow.Left + Padding + (place * (width + Padding));
            using var _ = canvas.Begin("P");
            var top = y + Padding + baseline - boxes[i].Value.Baseline;
            boxes[i].Label.Draw(canvas, x, y + Padding);
            boxes[i].Value.Draw(canvas, x, top);
            boxes[i].Note?.Draw(canvas, x, top + boxes[i].Value.Height);
        }
    }
}
