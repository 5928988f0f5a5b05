using System.Buffers.Binary;

namespace FormsHub.Jobs.Reports.Pdf.Images;

/// <summary>How a camera was held, as it noted in the picture. Readers of PDF files do not look there.</summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int EntrySize = 12;
    private const int Upright = 1;

    /// <param name="tiff">The TIFF structure behind <c>Exif\0\0</c>.</param>
    /// <returns>1 to 8; 1 when it is not said.</returns>
    public static int Of(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return Upright;
        }

        var isLittle = tiff[0] == 'I';
        var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }

        var entries = tiff[((int)directory + 2)..];
        for (var left = Short(tiff[(int)directory..], isLittle); left > 0 && entries.Length >= EntrySize; left--)
        {
            if (Short(entries, isLittle) == Tag)
            {
                return Short(entries[8..], isLittle) is >= 1 and <= 8 and var orientation ? orientation : Upright;
            }

            entries = entries[EntrySize..];
        }

        return Upright;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
