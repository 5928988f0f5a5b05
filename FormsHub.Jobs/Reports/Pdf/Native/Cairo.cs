using System.Runtime.InteropServices;

namespace FormsHub.Jobs.Reports.Pdf.Native;

/// <summary>The functions of Cairo that PDF files are drawn with.</summary>
internal static unsafe partial class Cairo
{
    private const string Library = "libcairo.so.2";

    public const int Success = 0;
    public const int NoMemory = 1;
    public const int ReadError = 10;
    public const int WriteError = 11;

    /// <summary>PDF 1.5, the first in which the text of glyphs can be told that stand for several characters, or in another order.</summary>
    public const int Pdf15 = 1;

    public const int FormatArgb32 = 0;
    public const int FormatRgb24 = 1;
    public const int FilterGood = 1;
    public const int HintStyleNone = 1;
    public const int HintMetricsOff = 1;
    public const int AntialiasNone = 1;
    public const int AntialiasDefault = 0;

    [LibraryImport(Library, EntryPoint = "cairo_pdf_surface_create_for_stream")]
    public static partial SurfaceHandle CreatePdf(delegate* unmanaged[Cdecl]<nint, byte*, uint, int> write, nint closure, double width, double height);

    [LibraryImport(Library, EntryPoint = "cairo_pdf_surface_restrict_to_version")]
    public static partial void RestrictPdf(SurfaceHandle pdf, int version);

    [LibraryImport(Library, EntryPoint = "cairo_pdf_surface_set_metadata", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetMetadata(SurfaceHandle pdf, PdfMetadata key, string text);

    [LibraryImport(Library, EntryPoint = "cairo_pdf_surface_add_outline", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddOutline(SurfaceHandle pdf, int parent, string name, string attributes, int flags);

    [LibraryImport(Library, EntryPoint = "cairo_surface_finish")]
    public static partial void Finish(SurfaceHandle surface);

    [LibraryImport(Library, EntryPoint = "cairo_surface_destroy")]
    public static partial void DestroySurface(nint surface);

    [LibraryImport(Library, EntryPoint = "cairo_surface_status")]
    public static partial int StatusOf(SurfaceHandle surface);

    [LibraryImport(Library, EntryPoint = "cairo_status_to_string")]
    public static partial nint Describe(int status);

    [LibraryImport(Library, EntryPoint = "cairo_image_surface_create")]
    public static partial SurfaceHandle CreateImage(int format, int width, int height);

    [LibraryImport(Library, EntryPoint = "cairo_image_surface_create_from_png_stream")]
    public static partial SurfaceHandle ReadPng(delegate* unmanaged[Cdecl]<nint, byte*, uint, int> read, nint closure);

    [LibraryImport(Library, EntryPoint = "cairo_surface_set_mime_data", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetMimeData(SurfaceHandle surface, string mimeType, byte* data, uint length, delegate* unmanaged[Cdecl]<nint, void> destroy, nint closure);

    [LibraryImport(Library, EntryPoint = "cairo_create")]
    public static partial ContextHandle Create(SurfaceHandle surface);

    [LibraryImport(Library, EntryPoint = "cairo_destroy")]
    public static partial void DestroyContext(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_status")]
    public static partial int StatusOf(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "cairo_show_page")]
    public static partial void ShowPage(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "cairo_save")]
    public static partial void Save(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "cairo_restore")]
    public static partial void Restore(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "cairo_transform")]
    public static partial void Transform(ContextHandle context, in Matrix matrix);

    [LibraryImport(Library, EntryPoint = "cairo_set_source_rgb")]
    public static partial void SetColor(ContextHandle context, double red, double green, double blue);

    [LibraryImport(Library, EntryPoint = "cairo_set_source_surface")]
    public static partial void SetSource(ContextHandle context, SurfaceHandle surface, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_get_source")]
    public static partial nint SourceOf(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "cairo_pattern_set_filter")]
    public static partial void SetFilter(nint pattern, int filter);

    [LibraryImport(Library, EntryPoint = "cairo_set_antialias")]
    public static partial void SetAntialias(ContextHandle context, int antialias);

    [LibraryImport(Library, EntryPoint = "cairo_paint")]
    public static partial void Paint(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "cairo_rectangle")]
    public static partial void Rectangle(ContextHandle context, double x, double y, double width, double height);

    [LibraryImport(Library, EntryPoint = "cairo_clip")]
    public static partial void Clip(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "cairo_fill")]
    public static partial void Fill(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "cairo_set_line_width")]
    public static partial void SetLineWidth(ContextHandle context, double width);

    [LibraryImport(Library, EntryPoint = "cairo_move_to")]
    public static partial void MoveTo(ContextHandle context, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_line_to")]
    public static partial void LineTo(ContextHandle context, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_stroke")]
    public static partial void Stroke(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "cairo_tag_begin", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void BeginTag(ContextHandle context, string name, string? attributes);

    [LibraryImport(Library, EntryPoint = "cairo_tag_end", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void EndTag(ContextHandle context, string name);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_create")]
    public static partial FontOptionsHandle CreateFontOptions();

    [LibraryImport(Library, EntryPoint = "cairo_font_options_destroy")]
    public static partial void DestroyFontOptions(nint options);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_hint_style")]
    public static partial void SetHintStyle(FontOptionsHandle options, int style);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_hint_metrics")]
    public static partial void SetHintMetrics(FontOptionsHandle options, int metrics);

    /// <summary>Throws when something went wrong on the way; Cairo keeps the first failure and does nothing from then on.</summary>
    public static void Check(int status)
    {
        if (status != Success)
        {
            throw new PdfException($"Cairo: {Marshal.PtrToStringUTF8(Describe(status))}.");
        }
    }
}

/// <summary>What is said about a document; the numbers are Cairo's.</summary>
internal enum PdfMetadata
{
    Title = 0,
    Author = 1,
    Subject = 2,
    Creator = 4,
    CreationDate = 5,
    ModificationDate = 6,
}

/// <summary>An affine map: x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Matrix(double Xx, double Yx, double Xy, double Yy, double X0, double Y0);
