using System.Buffers.Binary;
using System.IO.Compression;

namespace FormsHub.Web.PracticeEditor.Documents;

/// <summary>A picture from a data URL as a PDF takes it: JPEG as it is, PNG unpacked to RGB on white.</summary>
internal sealed record PdfPicture(int Width, int Height, byte[] Content, bool IsJpeg, bool IsGray)
{
    private const int MostPixels = 40_000_000;

    /// <summary>Null for what is no picture or one of a kind that cannot be drawn here (it is still in the form data).</summary>
    public static PdfPicture? From(string dataUrl)
    {
        var comma = dataUrl.IndexOf(";base64,", StringComparison.Ordinal);
        if (!dataUrl.StartsWith("data:image/", StringComparison.Ordinal) || comma < 0)
        {
            return null;
        }

        try
        {
            var bytes = Convert.FromBase64String(dataUrl[(comma + ";base64,".Length)..]);
            return bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? Jpeg(bytes) : Png(bytes);
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    public int AddTo(PdfFile file)
    {
        var entries = $"/Type /XObject /Subtype /Image /Width {Width} /Height {Height} /BitsPerComponent 8 /ColorSpace {(IsGray ? "/DeviceGray" : "/DeviceRGB")}";
        return IsJpeg ? file.AddStream($"{entries} /Filter /DCTDecode", Content) : file.AddPacked(entries, Content);
    }

    private static PdfPicture? Jpeg(byte[] bytes)
    {
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 5)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 7)));
                return bytes[at + 9] is 1 or 3 && width > 0 && height > 0 ? new(width, height, bytes, true, bytes[at + 9] == 1) : null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
        }

        return null;
    }

    private static PdfPicture? Png(byte[] bytes)
    {
        if (bytes.Length < 33 || !bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return null;
        }

        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
        var (depth, color, interlaced) = (bytes[24], bytes[25], bytes[28]);
        var channels = color switch { 0 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (depth != 8 || channels == 0 || interlaced != 0 || width <= 0 || height <= 0 || (long)width * height > MostPixels)
        {
            return null;
        }

        var samples = Unfiltered(Inflated(bytes, (1 + (width * channels)) * height), width, height, channels);
        return new(width, height, OnWhite(samples, width * height, channels), false, channels < 3);
    }

    private static byte[] Inflated(byte[] bytes, int length)
    {
        using var packed = new MemoryStream();
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (bytes.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                packed.Write(bytes.AsSpan(at + 8, size));
            }

            at = checked(at + 12 + size);
        }

        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var content = new byte[length];
        zlib.ReadAtLeast(content, length, throwOnEndOfStream: false);
        return content;
    }

    /// <summary>Undoes PNG's line filters: each byte was written as a difference to its neighbours.</summary>
    private static byte[] Unfiltered(byte[] lines, int width, int height, int channels)
    {
        var stride = width * channels;
        var samples = new byte[stride * height];
        for (var row = 0; row < height; row++)
        {
            var filter = lines[row * (stride + 1)];
            for (var i = 0; i < stride; i++)
            {
                var left = i >= channels ? samples[(row * stride) + i - channels] : 0;
                var above = row > 0 ? samples[((row - 1) * stride) + i] : 0;
                var corner = row > 0 && i >= channels ? samples[((row - 1) * stride) + i - channels] : 0;
                var predicted = filter switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => Paeth(left, above, corner), _ => 0 };
                samples[(row * stride) + i] = (byte)(lines[(row * (stride + 1)) + 1 + i] + predicted);
            }
        }

        return samples;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static byte[] OnWhite(byte[] samples, int pixels, int channels)
    {
        if (channels is 1 or 3)
        {
            return samples;
        }

        var colors = channels - 1;
        var opaque = new byte[pixels * colors];
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var alpha = samples[(pixel * channels) + colors];
            for (var color = 0; color < colors; color++)
            {
                opaque[(pixel * colors) + color] = (byte)(255 - ((255 - samples[(pixel * channels) + color]) * alpha / 255));
            }
        }

        return opaque;
    }
}
