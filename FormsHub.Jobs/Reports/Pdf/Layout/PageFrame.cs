using System.Globalization;
using FormsHub.Jobs.Reports.Pdf.Fonts;

namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>What all pages have in common: paper, margins, running head with the accent line, foot with the page number.</summary>
internal sealed class PageFrame(PdfDocument document)
{
    private const double PointsAMillimetre = 72 / 25.4;

    /// <summary>18 mm on all sides.</summary>
    public const double Margin = 18 * PointsAMillimetre;

    private const double HeadHeight = 12;
    private const double FootHeight = 26;
    private const double Accent = 1.2;
    private const double MastheadAccent = 3;
    private const double Gap = 10;

    private static readonly (double Width, double Height) A4 = (210 * PointsAMillimetre, 297 * PointsAMillimetre);
    private static readonly (double Width, double Height) Letter = (612, 792);

    private readonly (double Width, double Height) _paper = document.Paper == PaperSize.Letter ? Letter : A4;

    public double PaperWidth => document.Landscape ? _paper.Height : _paper.Width;
    public double PaperHeight => document.Landscape ? _paper.Width : _paper.Height;

    /// <summary>Between the margins.</summary>
    public double Width => PaperWidth - (2 * Margin);

    /// <summary>Where blocks end.</summary>
    public double Bottom => PaperHeight - Margin - FootHeight;

    /// <summary>Where blocks begin.</summary>
    /// <param name="hasMasthead">The page has no running head: it begins with a masthead.</param>
    public static double TopOf(bool hasMasthead) => Margin + (hasMasthead ? MastheadAccent + Gap : HeadHeight + Accent + Gap);

    public void Draw(Canvas canvas, Typesetter typesetter, bool hasMasthead, string? headNote, int page, int pageCount)
    {
        if (hasMasthead)
        {
            canvas.Fill(Palette.Accent, Margin, Margin, Width, MastheadAccent);
        }
        else
        {
            DrawHead(canvas, typesetter, headNote ?? "");
        }

        var number = string.Create(CultureInfo.InvariantCulture, $"Page {page:N0} of {pageCount:N0}");
        DrawEnds(canvas, typesetter, PaperHeight - Margin - 2, (document.FootNote ?? "", TextStyle.Head, 0.75), (number, TextStyle.Head, 0.25));
    }

    private void DrawHead(Canvas canvas, Typesetter typesetter, string note)
    {
        var isAlone = note.Length == 0;
        DrawEnds(canvas, typesetter, Margin + HeadHeight - 4, (document.Title, TextStyle.HeadTitle, isAlone ? 1 : 0.5), (note, TextStyle.Head, isAlone ? 0 : 0.5));
        canvas.Fill(Palette.Accent, Margin, Margin + HeadHeight, Width, Accent);
    }

    /// <summary>Two texts on one line at its two ends, turned round where the document runs from right to left.</summary>
    private void DrawEnds(Canvas canvas, Typesetter typesetter, double baseline, (string Text, TextStyle Style, double Part) begin, (string Text, TextStyle Style, double Part) end)
    {
        var (left, right) = typesetter.IsRightToLeft ? (end, begin) : (begin, end);
        Draw(canvas, typesetter, left, TextSide.Left, baseline);
        Draw(canvas, typesetter, right, TextSide.Right, baseline);
    }

    private void Draw(Canvas canvas, Typesetter typesetter, (string Text, TextStyle Style, double Part) text, TextSide side, double baseline)
    {
        if (text.Text.Length > 0)
        {
            var width = (Width * text.Part) - Gap;
            var box = typesetter.Set(text.Text, text.Style, width, side, mostLines: 1);
            box.Draw(canvas, side == TextSide.Left ? Margin : Margin + Width - width, baseline - box.Baseline);
        }
    }
}
