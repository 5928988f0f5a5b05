using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Images;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>Labels in a column, what belongs to them beside it, a thin line between two. Turned round when the document or most labels run from right to left.</summary>
internal sealed class KeyValuesWriter(PdfKeyValues values) : BlockWriter
{
    private const double LabelPart = 0.32;
    private const double Gap = 14;
    private const double Above = 5;
    private const double Below = 5;
    private const double SmallestPart = 0.6;
    private const double Behind = 6;
    private const double BeforeNote = 1;
    private const int FewWords = 60;
    private const int MostLabelLines = 12;

    public override async ValueTask PlaceAsync(PageFlow flow, Turn turn, Func<ValueTask> pauseAsync, CancellationToken cancellationToken)
    {
        var columns = new Columns(flow, flow.Typesetter.IsRightToLeft || TextDirection.MostAreRightToLeft(values.Entries.Select(entry => entry.Label)));
        using var list = flow.Canvas?.Begin("L") ?? default;
        for (var i = 0; i < values.Entries.Count; i++)
        {
            PlaceEntry(flow, columns, values.Entries[i]);
            if (i < values.Entries.Count - 1)
            {
                flow.Canvas?.Line(Palette.Line, 0.5, flow.Left, flow.Y, flow.Left + flow.Width, flow.Y);
            }

            flow.Typesetter.Forget();
            await pauseAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        flow.Skip(Behind);
    }

    private static void PlaceEntry(PageFlow flow, in Columns columns, PdfKeyValue entry)
    {
        var label = new GridCell(flow.Typesetter.Set(entry.Label, TextStyle.Label, columns.LabelWidth, columns.SideOf(entry.Label), MostLabelLines), columns.LabelX, "Lbl");
        var picture = entry.Picture is { } shown ? Measure(flow, shown, columns.ValueWidth) : null;
        var pieces = entry.Text is { Length: > 0 } text ? TextPieces.Of(text) : [];

        // The label stands beside the first piece; a picture comes below the text, or beside the label when there is none.
        for (var i = 0; i < pieces.Count; i++)
        {
            var value = new GridCell(flow.Typesetter.Set(pieces[i], TextStyle.Body, columns.ValueWidth, columns.SideOf(pieces[i])), columns.ValueX, "LBody");
            var isLast = i == pieces.Count - 1 && picture is null && entry.Note is null;
            GridRow.Place(flow, i == 0 ? [label, value] : [value], i == 0 ? Above : 0, isLast ? Below : 0, "LI");
        }

        if (picture is not null)
        {
            PlacePicture(flow, columns, pieces.Count == 0 ? label : null, picture, entry.Note is null);
        }
        else if (pieces.Count == 0)
        {
            GridRow.Place(flow, [label], Above, entry.Note is null ? Below : 0, "LI");
        }

        if (entry.Note is not null)
        {
            GridRow.Place(flow, [new GridCell(flow.Typesetter.Set(entry.Note, TextStyle.Small, columns.ValueWidth, columns.SideOf(entry.Note)), columns.ValueX, "LBody")], BeforeNote, Below, "LI");
        }
    }

    // Rather somewhat smaller on this page than the whole of it on the next.
    private static DrawnPicture Measure(PageFlow flow, PdfPicture picture, double width)
    {
        var room = flow.Room - Above - Below;
        return DrawnPicture.Measure(picture, width, room < picture.MostHeight && room > picture.MostHeight * SmallestPart ? room : picture.MostHeight);
    }

    private static void PlacePicture(PageFlow flow, in Columns columns, GridCell? label, DrawnPicture picture, bool isLast)
    {
        var height = Above + Math.Max(picture.Height, label?.Box.Height ?? 0) + (isLast ? Below : 0);
        flow.Require(height);
        var y = flow.Take(height) + Above;
        if (flow.Canvas is { } canvas)
        {
            using var item = canvas.Begin("LI");
            using (canvas.Begin("Lbl"))
            {
                label?.Box.Draw(canvas, label.Value.X, y);
            }

            picture.Draw(flow, columns.IsRightToLeft ? columns.ValueX + columns.ValueWidth - picture.Width : columns.ValueX, y);
        }
    }

    private readonly struct Columns
    {
        public Columns(PageFlow flow, bool isRightToLeft)
        {
            IsRightToLeft = isRightToLeft;
            LabelWidth = (flow.Width * LabelPart) - Gap;
            ValueWidth = flow.Width - LabelWidth - Gap;
            LabelX = isRightToLeft ? flow.Left + ValueWidth + Gap : flow.Left;
            ValueX = isRightToLeft ? flow.Left : flow.Left + LabelWidth + Gap;
        }

        public bool IsRightToLeft { get; }

        /// <summary>A few words stand beside their label, whatever their own direction.</summary>
        public TextSide SideOf(string text) => text.Length > FewWords ? TextSide.Start : IsRightToLeft ? TextSide.Right : TextSide.Left;

        public double LabelX { get; }
        public double LabelWidth { get; }
        public double ValueX { get; }
        public double ValueWidth { get; }
    }
}
