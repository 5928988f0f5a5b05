using System.Buffers.Binary;

namespace FormsHub.Jobs.Reports.Pdf.Images;

/// <summary>What a picture's header says, read without decoding it.</summary>
/// <param name="Width">Stored columns of pixels.</param>
/// <param name="Height">Stored rows of pixels.</param>
/// <param name="Orientation">As Exif numbers it: 1 is upright, 5 to 8 lie on their side.</param>
internal readonly record struct PictureSize(int Width, int Height, int Orientation)
{
    public bool IsTurned => Orientation >= 5;

    /// <returns>null for what is no PNG.</returns>
    public static PictureSize? OfPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 33 && bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && bytes[12..].StartsWith("IHDR"u8)
            ? Of(BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]), 1)
            : null;

    /// <returns>null for what is no JPEG that every reader of PDF files can decode.</returns>
    public static PictureSize? OfJpeg(ReadOnlySpan<byte> bytes)
    {
        var orientation = 1;
        for (var segments = new JpegSegments(bytes); segments.MoveNext();)
        {
            // APP1 with Exif, and the frame: baseline, extended or progressive, 8 bits, gray or colour.
            if (segments.Marker == 0xE1 && segments.Content.StartsWith("Exif\0\0"u8))
            {
                orientation = ExifOrientation.Of(segments.Content[6..]);
            }
            else if (segments.IsFrame)
            {
                var frame = segments.Content;
                return segments.Marker <= 0xC2 && frame.Length >= 6 && frame[0] == 8 && frame[5] is 1 or 3
                    ? Of(BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), orientation)
                    : null;
            }
        }

        return null;
    }

    private static PictureSize? Of(uint width, uint height, int orientation) =>
        width is > 0 and < 65_536 && height is > 0 and < 65_536 ? new PictureSize((int)width, (int)height, orientation) : null;
}
