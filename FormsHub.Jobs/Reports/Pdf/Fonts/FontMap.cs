using FormsHub.Jobs.Reports.Pdf.Native;

namespace FormsHub.Jobs.Reports.Pdf.Fonts;

/// <summary>The machine's fonts: what was found and loaded once is kept for the next document. Used by whoever has the <see cref="Turn"/>.</summary>
internal sealed class FontMap : IDisposable
{
    private const int WeightNormal = 400;
    private const int WeightBold = 700;

    // Named, not left to the machine: the same script looks the same everywhere. What none of them has, fontconfig finds.
    private const string BeforeHan = "Noto Sans, ";
    private const string BehindHan = ", Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Devanagari, Noto Sans Thai, DejaVu Sans, sans-serif";

    private readonly ObjectHandle _map = Pango.CreateFontMap();
    private readonly Dictionary<(TextStyle, HanShape), FontHandle> _fonts = [];

    // A page has no pixels: one unit is one point, and no glyph is moved to a grid.
    public FontMap() => Pango.SetResolution(_map, 72);

    /// <summary>What layouts in this language are made in; the caller's to dispose.</summary>
    public ObjectHandle CreateContext(string language)
    {
        var context = Pango.CreateContext(_map);
        using var options = Cairo.CreateFontOptions();
        Cairo.SetHintStyle(options, Cairo.HintStyleNone);
        Cairo.SetHintMetrics(options, Cairo.HintMetricsOff);
        Pango.SetFontOptions(context, options);
        Pango.SetRoundGlyphPositions(context, 0);
        Pango.SetLanguage(context, Pango.LanguageOf(language));
        return context;
    }

    public FontHandle FontOf(TextStyle style, HanShape shape)
    {
        if (!_fonts.TryGetValue((style, shape), out var font))
        {
            _fonts.Add((style, shape), font = Pango.CreateFont());
            Pango.SetFamily(font, style.Mono ? $"DejaVu Sans Mono, {BeforeHan}{FamilyOf(shape)}{BehindHan}" : $"{BeforeHan}{FamilyOf(shape)}{BehindHan}");
            Pango.SetWeight(font, style.Bold ? WeightBold : WeightNormal);
            Pango.SetSize(font, style.Size * Pango.Scale);
        }

        return font;
    }

    public void Dispose()
    {
        foreach (var font in _fonts.Values)
        {
            font.Dispose();
        }

        _map.Dispose();
    }

    private static string FamilyOf(HanShape shape) => shape switch
    {
        HanShape.Japanese => "Noto Sans CJK JP",
        HanShape.Korean => "Noto Sans CJK KR",
        HanShape.TraditionalChinese => "Noto Sans CJK TC",
        _ => "Noto Sans CJK SC",
    };
}
