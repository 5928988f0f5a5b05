using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;
using FormsHub.Jobs.Reports.Pdf.Native;

namespace FormsHub.Jobs.Reports.Pdf.Images;

/// <summary>A picture with its size on the page; or, when it cannot be shown, a note of what it is.</summary>
internal sealed class DrawnPicture
{
    // Screens show 96 pixels an inch: no picture is drawn larger than there.
    private const double PointsAPixel = 0.75;
    private const int MostPixels = 25_000_000;
    private const double NoteHeight = 40;
    private const double NotePadding = 8;
    private const double WidestNote = 340;

    private readonly PdfPicture _picture;
    private readonly PictureSize? _size;

    private DrawnPicture(PdfPicture picture, PictureSize? size, double width, double height) =>
        (_picture, _size, Width, Height) = (picture, size, width, height);

    public double Width { get; }
    public double Height { get; }

    /// <param name="mostWidth">In points, as <paramref name="mostHeight"/>.</param>
    public static DrawnPicture Measure(PdfPicture picture, double mostWidth, double mostHeight)
    {
        if (Read(picture) is not { } bytes || SizeOf(picture, bytes) is not { } size)
        {
            return new DrawnPicture(picture, null, Math.Min(mostWidth, WidestNote), NoteHeight);
        }

        var (width, height) = size.IsTurned ? (size.Height, size.Width) : (size.Width, size.Height);
        var scale = Math.Min(PointsAPixel, Math.Min(mostWidth / width, mostHeight / height));
        return new DrawnPicture(picture, size, width * scale, height * scale);
    }

    public void Draw(PageFlow flow, double x, double y)
    {
        using var figure = flow.Canvas!.Begin("Figure");
        if (_size is not { } size || Read(_picture) is not { } bytes || !TryDraw(flow.Canvas, bytes, size, x, y))
        {
            DrawNote(flow, x, y);
        }
    }

    private bool TryDraw(Canvas canvas, byte[] bytes, PictureSize size, double x, double y)
    {
        using var image = _picture.MediaType == "image/png" ? Picture.FromPng(bytes, size, Width, Height) : Picture.FromJpeg(bytes, size);
        if (image is null)
        {
            return false;
        }

        canvas.Draw(image.Surface, image.MatrixTo(x, y, Width, Height));
        return true;
    }

    private void DrawNote(PageFlow flow, double x, double y)
    {
        flow.Canvas!.Fill(Palette.Surface, x, y, Width, Height);
        flow.Typesetter.Set(_picture.Description, TextStyle.Small, Width - (2 * NotePadding), mostLines: 2).Draw(flow.Canvas, x + NotePadding, y + NotePadding);
    }

    private static PictureSize? SizeOf(PdfPicture picture, byte[] bytes)
    {
        var size = picture.MediaType switch { "image/png" => PictureSize.OfPng(bytes), "image/jpeg" => PictureSize.OfJpeg(bytes), _ => null };
        return (long)(size?.Width ?? 0) * (size?.Height ?? 0) <= MostPixels ? size : null;
    }

    private static byte[]? Read(PdfPicture picture)
    {
        if (picture.MediaType is not ("image/png" or "image/jpeg"))
        {
            return null;
        }

        using var content = picture.Open();
        if (content is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
