using System.Buffers;
using System.Text;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Native;

namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>Sets the texts of one document. What it has set lately it keeps: a text is laid out once to be measured and to be drawn, and once for all rows that repeat it.</summary>
internal sealed class Typesetter(FontMap fonts, string language) : IDisposable
{
    private const int MostKept = 2_000;
    private const int FewWords = 60;

    // More letters than the longest line of a page has.
    private const int LongestLine = 500;

    private readonly ObjectHandle _context = fonts.CreateContext(language);
    private readonly HanShape _shape = HanShapes.OfLanguage(language);
    private readonly Dictionary<Key, TextBox> _kept = [];

    /// <summary>Whether what has no direction of its own, such as a number, runs from right to left: most of the document does.</summary>
    public bool IsRightToLeft { get; init; }

    /// <param name="text">Anything; it is cleaned.</param>
    /// <param name="style">How.</param>
    /// <param name="width">In points; no line is longer.</param>
    /// <param name="side">Where shorter lines stand.</param>
    /// <param name="mostLines">The rest is cut, and the last line ends in an ellipsis; 0 for all.</param>
    /// <returns>Not the caller's to dispose; good until <see cref="Forget"/>.</returns>
    public TextBox Set(string text, TextStyle style, double width, TextSide side = TextSide.Start, int mostLines = 0)
    {
        var key = new Key(text, style, width, side, mostLines);
        if (!_kept.TryGetValue(key, out var box))
        {
            _kept.Add(key, box = Make(key));
        }

        return box;
    }

    /// <summary>Lets go of what was set when it has become much. To be called where no box is in use.</summary>
    public void Forget()
    {
        if (_kept.Count > MostKept)
        {
            DisposeAll();
        }
    }

    public void Dispose()
    {
        DisposeAll();
        _context.Dispose();
    }

    private void DisposeAll()
    {
        foreach (var box in _kept.Values)
        {
            box.Dispose();
        }

        _kept.Clear();
    }

    private TextBox Make(in Key key)
    {
        // What cannot be seen anyway need not be set.
        var seen = key.MostLines > 0 ? ShownText.Cut(key.Text, key.MostLines * LongestLine) : key.Text;
        var text = key.MostLines == 1 ? ShownText.CleanLine(seen) : ShownText.Clean(seen);
        var layout = Pango.CreateLayout(_context);
        Pango.SetFont(layout, fonts.FontOf(key.Style, HanShapes.Of(text, _shape)));
        Pango.SetWidth(layout, ToUnits(key.Width));
        Pango.SetWrap(layout, Pango.WrapWordThenCharacter);
        Pango.SetAlignment(layout, AlignmentOf(key.Side, text));
        if (key.Style.LineSpacing != 1f)
        {
            Pango.SetLineSpacing(layout, key.Style.LineSpacing);
        }

        if (key.MostLines > 0)
        {
            Pango.SetEllipsize(layout, Pango.EllipsizeEnd);
            Pango.SetHeight(layout, -key.MostLines);
        }

        SetText(layout, text);
        return new TextBox(layout, key.Style.Color);
    }

    private static unsafe void SetText(ObjectHandle layout, string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, bytes);
        fixed (byte* start = bytes)
        {
            Pango.SetText(layout, start, length);
        }

        ArrayPool<byte>.Shared.Return(bytes);
    }

    // Pango's left is where a line begins, so it turns with the direction of each paragraph. Where a page runs from right to left,
    // numbers and the few words of another direction stand with the rest of it.
    private int AlignmentOf(TextSide side, string text) => side switch
    {
        TextSide.Center => Pango.AlignCenter,
        TextSide.Start => IsRightToLeft && text.Length <= FewWords && TextDirection.IsRightToLeft(text) != true ? Pango.AlignRight : Pango.AlignLeft,
        TextSide.Left => TextDirection.IsRightToLeft(text) == true ? Pango.AlignRight : Pango.AlignLeft,
        _ => TextDirection.IsRightToLeft(text) == true ? Pango.AlignLeft : Pango.AlignRight,
    };

    private static int ToUnits(double points) => (int)(Math.Clamp(points, 1, 100_000) * Pango.Scale);

    private readonly record struct Key(string Text, TextStyle Style, double Width, TextSide Side, int MostLines);
}

/// <summary>Where the lines of a text stand that are shorter than its box.</summary>
internal enum TextSide
{
    /// <summary>Where reading begins: left or right, as each paragraph runs.</summary>
    Start,
    Left,
    Center,
    Right,
}
