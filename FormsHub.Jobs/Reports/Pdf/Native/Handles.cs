using Microsoft.Win32.SafeHandles;

namespace FormsHub.Jobs.Reports.Pdf.Native;

/// <summary>A cairo_surface_t: a PDF file or a picture.</summary>
internal sealed class SurfaceHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Cairo.DestroySurface(handle);
        return true;
    }
}

/// <summary>A cairo_t: the pen on a surface.</summary>
internal sealed class ContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Cairo.DestroyContext(handle);
        return true;
    }
}

/// <summary>A cairo_font_options_t.</summary>
internal sealed class FontOptionsHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Cairo.DestroyFontOptions(handle);
        return true;
    }
}

/// <summary>A GObject: Pango's font maps, contexts and layouts.</summary>
internal sealed class ObjectHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Pango.Unreference(handle);
        return true;
    }
}

/// <summary>A PangoFontDescription: families, size and weight.</summary>
internal sealed class FontHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Pango.FreeFont(handle);
        return true;
    }
}

/// <summary>A PangoLayoutIter.</summary>
internal sealed class LineIteratorHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Pango.FreeIterator(handle);
        return true;
    }
}
