using FormsHub.Jobs.Reports.Pdf.Native;

namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>A text set in lines of a given width, ready to be measured and drawn.</summary>
internal sealed class TextBox : IDisposable
{
    private readonly ObjectHandle _layout;
    private double[]? _bottoms;

    public TextBox(ObjectHandle layout, int color)
    {
        (_layout, Color) = (layout, color);
        Pango.GetSize(layout, out var width, out var height);
        (Width, Height) = (ToPoints(width), ToPoints(height));
    }

    public int Color { get; }

    /// <summary>Of the longest line.</summary>
    public double Width { get; }
    public double Height { get; }

    /// <summary>How many characters no font of the machine has; boxes stand for them.</summary>
    public int UnknownCharacters => Pango.CountUnknownGlyphs(_layout);
    public int LineCount => Pango.CountLines(_layout);

    /// <summary>Where the first line's letters stand, from the top of the box.</summary>
    public double Baseline => ToPoints(Pango.BaselineOfFirst(_layout));

    /// <summary>Where each line ends, from the top of the box.</summary>
    public double[] Bottoms => _bottoms ??= ReadBottoms();

    public void Draw(Canvas canvas, double x, double y)
    {
        canvas.SetColor(Color);
        canvas.MoveTo(x, y);
        Pango.Show(canvas.Context, _layout);
    }

    /// <summary>Draws the lines from <paramref name="first"/> to before <paramref name="end"/>, the first one at the top.</summary>
    public void DrawLines(Canvas canvas, double x, double y, int first, int end)
    {
        canvas.SetColor(Color);
        var top = first == 0 ? 0 : Bottoms[first - 1];
        using var lines = Pango.IterateLines(_layout);
        for (var line = 0; line < end; line++)
        {
            if (line >= first)
            {
                Pango.GetLineExtents(lines, 0, out var logical);
                canvas.MoveTo(x + ToPoints(logical.X), y + ToPoints(Pango.BaselineOf(lines)) - top);
                Pango.ShowLine(canvas.Context, Pango.LineAt(_layout, line));
            }

            _ = Pango.NextLine(lines);
        }
    }

    public void Dispose() => _layout.Dispose();

    private double[] ReadBottoms()
    {
        var bottoms = new double[LineCount];
        using var lines = Pango.IterateLines(_layout);
        for (var line = 0; line < bottoms.Length; line++)
        {
            Pango.GetLineRange(lines, out _, out var bottom);
            bottoms[line] = ToPoints(bottom);
            _ = Pango.NextLine(lines);
        }

        return bottoms;
    }

    private static double ToPoints(int units) => (double)units / Pango.Scale;
}
