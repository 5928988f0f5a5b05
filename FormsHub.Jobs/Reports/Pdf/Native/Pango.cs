using System.Runtime.InteropServices;

namespace FormsHub.Jobs.Reports.Pdf.Native;

/// <summary>The functions of Pango that text is laid out and drawn with. Lengths are in units of 1/1024 point.</summary>
internal static unsafe partial class Pango
{
    private const string Library = "libpango-1.0.so.0";
    private const string CairoLibrary = "libpangocairo-1.0.so.0";

    public const int Scale = 1024;
    public const int WrapWordThenCharacter = 2;
    public const int EllipsizeEnd = 3;
    public const int AlignLeft = 0;
    public const int AlignCenter = 1;
    public const int AlignRight = 2;

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_font_map_new")]
    public static partial ObjectHandle CreateFontMap();

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_font_map_set_resolution")]
    public static partial void SetResolution(ObjectHandle fontMap, double dotsPerInch);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_context_set_font_options")]
    public static partial void SetFontOptions(ObjectHandle context, FontOptionsHandle options);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_show_layout")]
    public static partial void Show(ContextHandle context, ObjectHandle layout);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_show_layout_line")]
    public static partial void ShowLine(ContextHandle context, nint line);

    [LibraryImport(Library, EntryPoint = "pango_font_map_create_context")]
    public static partial ObjectHandle CreateContext(ObjectHandle fontMap);

    [LibraryImport(Library, EntryPoint = "pango_context_set_round_glyph_positions")]
    public static partial void SetRoundGlyphPositions(ObjectHandle context, int round);

    [LibraryImport(Library, EntryPoint = "pango_context_set_language")]
    public static partial void SetLanguage(ObjectHandle context, nint language);

    [LibraryImport(Library, EntryPoint = "pango_language_from_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LanguageOf(string tag);

    [LibraryImport(Library, EntryPoint = "pango_font_description_new")]
    public static partial FontHandle CreateFont();

    [LibraryImport(Library, EntryPoint = "pango_font_description_free")]
    public static partial void FreeFont(nint font);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_family", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetFamily(FontHandle font, string families);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_weight")]
    public static partial void SetWeight(FontHandle font, int weight);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_absolute_size")]
    public static partial void SetSize(FontHandle font, double size);

    [LibraryImport(Library, EntryPoint = "pango_layout_new")]
    public static partial ObjectHandle CreateLayout(ObjectHandle context);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_text")]
    public static partial void SetText(ObjectHandle layout, byte* text, int length);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_font_description")]
    public static partial void SetFont(ObjectHandle layout, FontHandle font);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_width")]
    public static partial void SetWidth(ObjectHandle layout, int width);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_height")]
    public static partial void SetHeight(ObjectHandle layout, int height);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_wrap")]
    public static partial void SetWrap(ObjectHandle layout, int wrap);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_ellipsize")]
    public static partial void SetEllipsize(ObjectHandle layout, int mode);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_alignment")]
    public static partial void SetAlignment(ObjectHandle layout, int alignment);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_line_spacing")]
    public static partial void SetLineSpacing(ObjectHandle layout, float factor);

    [LibraryImport(Library, EntryPoint = "pango_layout_get_size")]
    public static partial void GetSize(ObjectHandle layout, out int width, out int height);

    [LibraryImport(Library, EntryPoint = "pango_layout_get_baseline")]
    public static partial int BaselineOfFirst(ObjectHandle layout);

    [LibraryImport(Library, EntryPoint = "pango_layout_get_line_count")]
    public static partial int CountLines(ObjectHandle layout);

    [LibraryImport(Library, EntryPoint = "pango_layout_get_line_readonly")]
    public static partial nint LineAt(ObjectHandle layout, int line);

    [LibraryImport(Library, EntryPoint = "pango_layout_get_unknown_glyphs_count")]
    public static partial int CountUnknownGlyphs(ObjectHandle layout);

    [LibraryImport(Library, EntryPoint = "pango_layout_get_iter")]
    public static partial LineIteratorHandle IterateLines(ObjectHandle layout);

    [LibraryImport(Library, EntryPoint = "pango_layout_iter_free")]
    public static partial void FreeIterator(nint iterator);

    [LibraryImport(Library, EntryPoint = "pango_layout_iter_next_line")]
    public static partial int NextLine(LineIteratorHandle iterator);

    [LibraryImport(Library, EntryPoint = "pango_layout_iter_get_baseline")]
    public static partial int BaselineOf(LineIteratorHandle iterator);

    [LibraryImport(Library, EntryPoint = "pango_layout_iter_get_line_yrange")]
    public static partial void GetLineRange(LineIteratorHandle iterator, out int top, out int bottom);

    [LibraryImport(Library, EntryPoint = "pango_layout_iter_get_line_extents")]
    public static partial void GetLineExtents(LineIteratorHandle iterator, nint ink, out Rectangle logical);

    [LibraryImport("libgobject-2.0.so.0", EntryPoint = "g_object_unref")]
    public static partial void Unreference(nint instance);
}

/// <summary>A rectangle in Pango's units.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Rectangle(int X, int Y, int Width, int Height);
