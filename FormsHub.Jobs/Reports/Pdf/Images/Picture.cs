using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FormsHub.Jobs.Reports.Pdf.Native;

namespace FormsHub.Jobs.Reports.Pdf.Images;

/// <summary>A picture that Cairo can draw.</summary>
internal sealed class Picture : IDisposable
{
    // More than a printer shows: a camera's PNG would only make the file large.
    private const double MostPixelsAPoint = 300 / 72.0;

    private const int StandPixels = 8;

    private readonly PictureSize _size;

    private Picture(SurfaceHandle surface, PictureSize size) => (Surface, _size) = (surface, size);

    public SurfaceHandle Surface { get; }

    /// <returns>null when it is damaged.</returns>
    /// <param name="width">In points, on the page.</param>
    /// <param name="height">In points, on the page.</param>
    public static unsafe Picture? FromPng(byte[] bytes, PictureSize size, double width, double height)
    {
        var source = GCHandle.Alloc(new MemoryStream(bytes, writable: false));
        SurfaceHandle surface;
        try
        {
            surface = Cairo.ReadPng(&ReadPng, GCHandle.ToIntPtr(source));
        }
        finally
        {
            source.Free();
        }

        if (Cairo.StatusOf(surface) != Cairo.Success)
        {
            surface.Dispose();
            return null;
        }

        return size.Width > width * MostPixelsAPoint * 1.5 ? Shrunk(surface, size, width * MostPixelsAPoint, height * MostPixelsAPoint) : new Picture(surface, size);
    }

    /// <summary>The file goes into the PDF as it is; Cairo does not look into it.</summary>
    public static unsafe Picture? FromJpeg(byte[] bytes, PictureSize size)
    {
        // A few pixels stand for the picture: in the file it is as large as its own header says, and a camera's would take 100 MB here for nothing.
        var stand = new PictureSize(StandPixels, StandPixels, size.Orientation);
        var surface = Cairo.CreateImage(Cairo.FormatRgb24, stand.Width, stand.Height);
        var pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        var status = Cairo.StatusOf(surface) == Cairo.Success
            ? Cairo.SetMimeData(surface, "image/jpeg", (byte*)pinned.AddrOfPinnedObject(), (uint)bytes.Length, &Free, GCHandle.ToIntPtr(pinned))
            : Cairo.NoMemory;
        if (status == Cairo.Success)
        {
            return new Picture(surface, stand);
        }

        pinned.Free();
        surface.Dispose();
        return null;
    }

    /// <summary>Puts the pixels upright into a rectangle of the page.</summary>
    public Matrix MatrixTo(double x, double y, double width, double height)
    {
        var (across, down) = (width / (_size.IsTurned ? _size.Height : _size.Width), height / (_size.IsTurned ? _size.Width : _size.Height));
        var (right, bottom) = (x + width, y + height);
        return _size.Orientation switch
        {
            2 => new Matrix(-across, 0, 0, down, right, y),
            3 => new Matrix(-across, 0, 0, -down, right, bottom),
            4 => new Matrix(across, 0, 0, -down, x, bottom),
            5 => new Matrix(0, down, across, 0, x, y),
            6 => new Matrix(0, down, -across, 0, right, y),
            7 => new Matrix(0, -down, -across, 0, right, bottom),
            8 => new Matrix(0, -down, across, 0, x, bottom),
            _ => new Matrix(across, 0, 0, down, x, y),
        };
    }

    public void Dispose() => Surface.Dispose();

    private static Picture Shrunk(SurfaceHandle surface, PictureSize size, double width, double height)
    {
        using var _ = surface;
        var smaller = new PictureSize((int)Math.Ceiling(width), Math.Max(1, (int)Math.Ceiling(height)), 1);
        var shrunk = Cairo.CreateImage(Cairo.FormatArgb32, smaller.Width, smaller.Height);
        using var context = Cairo.Create(shrunk);
        Cairo.Transform(context, new Matrix((double)smaller.Width / size.Width, 0, 0, (double)smaller.Height / size.Height, 0, 0));
        Cairo.SetSource(context, surface, 0, 0);
        Cairo.SetFilter(Cairo.SourceOf(context), Cairo.FilterGood);
        Cairo.Paint(context);
        return new Picture(shrunk, smaller);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int ReadPng(nint closure, byte* target, uint length)
    {
        var bytes = (MemoryStream)GCHandle.FromIntPtr(closure).Target!;
        return bytes.Length - bytes.Position >= length && bytes.Read(new Span<byte>(target, (int)length)) == length ? Cairo.Success : Cairo.ReadError;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint pinned) => GCHandle.FromIntPtr(pinned).Free();
}
