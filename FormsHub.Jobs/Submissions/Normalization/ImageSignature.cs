using System.Buffers.Binary;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Tells what an image is by its first bytes. SVG is none of them on purpose: it carries scripts.</summary>
internal static class ImageSignature
{
    private const int SmallestBitmapHeader = 12;
    private const int LargestBitmapHeader = 124;

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];

    /// <returns>Null when it is no image that FormsHub takes.</returns>
    public static string? MediaTypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith(Png) => "image/png",
        _ when bytes.StartsWith(Jpeg) => "image/jpeg",
        _ when bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) => "image/gif",
        _ when bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) => "image/webp",
        _ when IsBitmap(bytes) => "image/bmp",
        _ => null,
    };

    // Two letters are too little to go by: the size of the second header must be one that exists.
    private static bool IsBitmap(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 26 && bytes.StartsWith("BM"u8)
        && BinaryPrimitives.ReadInt32LittleEndian(bytes[14..]) is SmallestBitmapHeader or (>= 16 and <= LargestBitmapHeader);
}
