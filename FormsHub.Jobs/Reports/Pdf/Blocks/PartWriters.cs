using System.Globalization;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>Begins a part on a new page, and names its place.</summary>
internal sealed class PartWriter(PdfPart part) : BlockWriter
{
    protected override void Place(PageFlow flow)
    {
        flow.HeadNote = part.HeadNote;
        if (!flow.IsPageEmpty)
        {
            flow.BeginPage(part.BeginsWithMasthead);
        }

        flow.Begin(part);
        flow.Canvas?.Name(NameOf(flow.Page), flow.Left, flow.Y);
    }

    public static string NameOf(int page) => string.Create(CultureInfo.InvariantCulture, $"page-{page}");
}

/// <summary>Makes room in the page numbers for pages of other files.</summary>
internal sealed class InsertedPagesWriter(PdfInsertedPages pages) : BlockWriter
{
    protected override void Place(PageFlow flow) => flow.Insert(pages.Pages);
}

/// <summary>A list of contents: what is where, and on which page.</summary>
internal sealed class ContentsWriter(PdfContents contents) : BlockWriter
{
    private const double Above = 4;
    private const double Below = 4;
    private const double Gap = 12;
    private const double NumberWidth = 44;
    private const double NotePart = 0.48;

    public override async ValueTask PlaceAsync(PageFlow flow, Turn turn, Func<ValueTask> pauseAsync, CancellationToken cancellationToken)
    {
        using var list = flow.Canvas?.Begin("TOC") ?? default;
        foreach (var entry in contents.Entries)
        {
            PlaceEntry(flow, entry);
            flow.Typesetter.Forget();
            await pauseAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        flow.Skip(10);
    }

    private static void PlaceEntry(PageFlow flow, PdfContentsEntry entry)
    {
        var typesetter = flow.Typesetter;
        var isMirrored = typesetter.IsRightToLeft;
        var (begin, end) = isMirrored ? (TextSide.Right, TextSide.Left) : (TextSide.Left, TextSide.Right);
        var room = flow.Width - NumberWidth - Gap;
        var noteWidth = entry.Note is null ? 0 : (room * NotePart) - Gap;
        var textWidth = room - (entry.Note is null ? 0 : noteWidth + Gap);

        // While pages are counted nobody knows the number: any has the height of any other.
        var number = Math.Max(1, flow.Numbers.NumberOf(entry.Part)).ToString("N0", CultureInfo.InvariantCulture);
        var cells = new List<GridCell>
        {
            new(typesetter.Set(entry.Text, TextStyle.Body, textWidth, begin, mostLines: 2), isMirrored ? flow.Left + flow.Width - textWidth : flow.Left, "TOCI"),
            new(typesetter.Set(number, TextStyle.Body, NumberWidth, end, mostLines: 1), isMirrored ? flow.Left : flow.Left + flow.Width - NumberWidth, "TOCI"),
        };
        if (entry.Note is { } note)
        {
            var x = isMirrored ? flow.Left + NumberWidth + Gap : flow.Left + textWidth + Gap;
            cells.Insert(1, new(typesetter.Set(note, entry.IsWarning ? TextStyle.Warning : TextStyle.Muted, noteWidth, begin, mostLines: 3), x, "TOCI"));
        }

        var height = GridRow.Place(flow, cells.ToArray(), Above, Below);
        if (flow.Canvas is { } canvas)
        {
            canvas.Line(Palette.Line, 0.5, flow.Left, flow.Y, flow.Left + flow.Width, flow.Y);
            if (flow.Numbers.PageOf(entry.Part) is { } page)
            {
                canvas.LinkTo(PartWriter.NameOf(page), flow.Left, flow.Y - height, flow.Width, height);
            }
        }
    }
}
