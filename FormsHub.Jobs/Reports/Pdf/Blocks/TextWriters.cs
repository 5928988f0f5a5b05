using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>The designed top of a document.</summary>
internal sealed class MastheadWriter(PdfMasthead masthead) : BlockWriter
{
    private const int MostTitleLines = 4;

    protected override void Place(PageFlow flow)
    {
        var typesetter = flow.Typesetter;
        var (left, half) = (flow.Left, flow.Width / 2);
        var kind = typesetter.Set(masthead.Kind, TextStyle.Kind, half - 10, typesetter.IsRightToLeft ? TextSide.Left : TextSide.Right, mostLines: 1);
        var from = typesetter.Set(masthead.From ?? "", TextStyle.From, half - 10, typesetter.IsRightToLeft ? TextSide.Right : TextSide.Left, mostLines: 1);
        var title = typesetter.Set(masthead.Title, TextStyle.Title, flow.Width, mostLines: MostTitleLines);
        var y = flow.Take(kind.Height + 14);
        if (flow.Canvas is { } canvas)
        {
            using (canvas.Begin("P"))
            {
                from.Draw(canvas, typesetter.IsRightToLeft ? left + half + 10 : left, y);
                kind.Draw(canvas, typesetter.IsRightToLeft ? left : left + half + 10, y);
            }
        }

        flow.Bookmark(0, masthead.Bookmark ?? masthead.Title);
        GridRow.Place(flow, [new GridCell(title, left, "H1")], 0, 14);
    }
}

/// <summary>A heading, which stays with the beginning of what follows.</summary>
internal sealed class HeadingWriter(PdfHeading heading) : BlockWriter
{
    private const int MostLines = 4;
    private const double RoomBehind = 60;

    protected override void Place(PageFlow flow)
    {
        var isFirst = heading.Level <= 1;
        var box = flow.Typesetter.Set(heading.Text, isFirst ? TextStyle.Heading : TextStyle.SubHeading, flow.Width, mostLines: MostLines);
        var (above, below) = isFirst ? (16.0, 6.0) : (12.0, 4.0);
        flow.Require(above + box.Height + below + RoomBehind);
        flow.Skip(above);
        if (heading.IsBookmark)
        {
            flow.Bookmark(isFirst ? 1 : 2, heading.Text);
        }

        GridRow.Place(flow, [new GridCell(box, flow.Left, isFirst ? "H2" : "H3")], 0, below);
    }
}

/// <summary>Running text, however long.</summary>
internal sealed class ParagraphWriter(PdfParagraph paragraph) : BlockWriter
{
    protected override void Place(PageFlow flow)
    {
        var style = PdfLink.Of(paragraph.Link) is not null ? TextStyle.Link : paragraph.IsWarning ? TextStyle.Warning : paragraph.Muted ? TextStyle.Muted : TextStyle.Body;
        var pieces = TextPieces.Of(paragraph.Text);
        for (var i = 0; i < pieces.Count; i++)
        {
            var box = flow.Typesetter.Set(pieces[i], style, flow.Width);
            GridRow.Place(flow, [new GridCell(box, flow.Left, "P")], 0, i == pieces.Count - 1 ? 6 : 0);
            if (paragraph.Link is not null)
            {
                flow.Canvas?.Link(paragraph.Link, flow.Left, flow.Y - 6 - box.Height, box.Width, box.Height);
            }

            flow.Typesetter.Forget();
        }
    }
}

/// <summary>Empty space.</summary>
internal sealed class SpaceWriter(PdfSpace space) : BlockWriter
{
    protected override void Place(PageFlow flow) => flow.Skip(Math.Min(space.Points, flow.Room));
}
