using FormsHub.Jobs.Reports.Pdf.Images;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>A picture on lines of its own, as wide as the page at most.</summary>
internal sealed class PictureWriter(PdfPicture picture) : BlockWriter
{
    private const double Below = 8;

    protected override void Place(PageFlow flow)
    {
        var drawn = DrawnPicture.Measure(picture, flow.Width, flow.WholePage - Below);
        flow.Require(drawn.Height + Below);
        var y = flow.Take(drawn.Height + Below);
        if (flow.Canvas is not null)
        {
            drawn.Draw(flow, flow.Left, y);
        }
    }
}
