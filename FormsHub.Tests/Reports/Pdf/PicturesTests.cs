using System.Buffers.Binary;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Pdf.Images;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>Pictures on pages: upright, whole, or named when they cannot be shown.</summary>
public class PicturesTests
{
    // 24 by 16 pixels, blue above and green below.
    private static readonly byte[] Landscape = Convert.FromBase64String("/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAQABgDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAABgACBP/EACUQAAIBBAAEBwAAAAAAAAAAAAEDAgAEERIFFSExExRUYZGTsf/EABYBAQEBAAAAAAAAAAAAAAAAAAEAA//EABwRAAIBBQEAAAAAAAAAAAAAAAECAAQREiExA//aAAwDAQACEQMRAD8AVeW9q578iys2XBWZ6DpEHGSTgftGOc3XqnfYaw3ij3LK23DZwPcGZINRqjbQmChbi/Ih4NdcyTLdJW1YG/UGJznt8VUbRfzttvBbNe3fWRGaqFqmA3H0CZHHk//Z");

    [Theory]
    [InlineData(1, "above")]
    [InlineData(2, "above")]
    [InlineData(3, "below")]
    [InlineData(4, "below")]
    [InlineData(5, "left")]
    [InlineData(6, "right")]
    [InlineData(7, "right")]
    [InlineData(8, "left")]
    public async Task A_photo_is_shown_as_the_camera_was_held(int orientation, string sky)
    {
        var page = PdfReader.Render(await Pdf.RenderAsync(Picture(WithOrientation(Landscape, orientation), "image/jpeg")), dotsPerInch: 144);

        // 24 by 16 pixels are 18 by 12 points, or 12 by 18 when turned.
        var (left, top, width, height) = (104, 149, orientation > 4 ? 22 : 34, orientation > 4 ? 34 : 22);
        var places = new Dictionary<string, (int X, int Y)>
        {
            ["above"] = (left + (width / 2), top + 2), ["below"] = (left + (width / 2), top + height - 4), ["left"] = (left + 2, top + (height / 2)), ["right"] = (left + width - 4, top + (height / 2)),
        };
        var opposite = sky switch { "above" => "below", "below" => "above", "left" => "right", _ => "left" };
        Assert.True(IsBlue(page, places[sky]), $"{page.At(places[sky].X, places[sky].Y)} at {places[sky]}");
        Assert.False(IsBlue(page, places[opposite]), $"{page.At(places[opposite].X, places[opposite].Y)} at {places[opposite]}");
    }

    [Fact]
    public async Task A_JPEG_goes_into_the_file_as_it_is() =>
        Assert.NotEqual(-1, (await Pdf.RenderAsync(Picture(Landscape, "image/jpeg"))).AsSpan().IndexOf(Landscape));

    [Fact]
    public async Task A_photo_fills_its_whole_place()
    {
        var page = PdfReader.Render(await Pdf.RenderAsync(Picture(Landscape, "image/jpeg")), dotsPerInch: 144);

        // All of 36 by 24 pixels but a rim, and nothing around them.
        Assert.InRange(page.Ink(90, 140, 200, 220), 750, 950);
    }

    [Fact]
    public async Task A_PNG_is_shown_and_a_huge_one_made_smaller()
    {
        var small = await Pdf.RenderAsync(Picture(Png.Of(40, 40), "image/png"));
        var huge = await Pdf.RenderAsync(Picture(Png.Of(4_000, 4_000), "image/png"));

        Assert.True(PdfReader.Render(small).Ink(50, 72, 90, 110) > 600);
        Assert.True(PdfReader.Render(huge).Ink(50, 72, 545, 300) > 100_000);
        Assert.DoesNotContain("/Width 4000", System.Text.Encoding.Latin1.GetString(huge), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/gif")]
    [InlineData("image/webp")]
    [InlineData("image/bmp")]
    [InlineData("image/png")]
    [InlineData("image/jpeg")]
    public async Task A_picture_that_cannot_be_shown_is_named(string mediaType)
    {
        var pdf = await Pdf.RenderAsync(Picture([1, 2, 3, 4], mediaType), new PdfKeyValues([new PdfKeyValue("Photo") { Picture = new PdfPicture(() => null, mediaType, "gone away") }]));

        Assert.Contains("what it is", PdfReader.Text(pdf), StringComparison.Ordinal);
        Assert.Contains("gone away", PdfReader.Text(pdf), StringComparison.Ordinal);
        PdfReader.Check(pdf);
    }

    [Fact]
    public async Task A_damaged_picture_is_named_and_harms_nothing()
    {
        var png = Png.Of(300, 300);
        foreach (var damaged in new[] { png[..(png.Length / 2)], png[..40], WithSize(png, 60_000, 60_000), WithSize(png, 0, 10), WithSize(png, 301, 300) })
        {
            var pdf = await Pdf.RenderAsync(Picture(damaged, "image/png"), new PdfParagraph("behind it"));

            Assert.Contains("behind it", PdfReader.Text(pdf), StringComparison.Ordinal);
            PdfReader.Check(pdf);
        }
    }

    [Fact]
    public void Headers_of_any_bytes_are_read_without_harm()
    {
        var random = new Random(7);
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = Landscape[..random.Next(4, Landscape.Length)];
            for (var change = random.Next(1, 20); change > 0; change--)
            {
                bytes[random.Next(3, bytes.Length)] = (byte)random.Next(256);
            }

            var exif = new byte[random.Next(40)];
            random.NextBytes(exif);
            "II*\0"u8[..Math.Min(4, exif.Length)].CopyTo(exif);

            Assert.True(PictureSize.OfJpeg(bytes) is not { } size || (size.Width > 0 && size.Height > 0 && size.Orientation is >= 1 and <= 8));
            Assert.InRange(ExifOrientation.Of(exif), 1, 8);
        }
    }

    private static bool IsBlue(PagePicture page, (int X, int Y) place) => page.At(place.X, place.Y) is var (_, green, blue) && blue > green + 20;

    private static PdfPicture Picture(byte[] bytes, string mediaType) => new(() => new MemoryStream(bytes), mediaType, "what it is");

    /// <summary>A JPEG with an Exif segment behind its first marker.</summary>
    private static byte[] WithOrientation(byte[] jpeg, int orientation) =>
        [.. jpeg[..2], 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, .. jpeg[2..]];

    private static byte[] WithSize(byte[] png, int width, int height)
    {
        var changed = png.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(20), height);
        return changed;
    }
}
