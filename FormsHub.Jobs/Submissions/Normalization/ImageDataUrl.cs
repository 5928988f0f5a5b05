using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Decodes the data URL of a picture or signature. Other URLs are never fetched, and what the image is its bytes say, not the URL.</summary>
internal static class ImageDataUrl
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);

    /// <param name="url">UTF-8, without JSON escapes.</param>
    /// <param name="limitBytes">The most bytes that the decoded image may have.</param>
    /// <returns>The image, or one sentence that says why there is none.</returns>
    public static (DecodedImage? Image, string? Problem) Decode(ReadOnlySpan<byte> url, long limitBytes)
    {
        var content = url.TrimStart(" \t\r\n"u8);
        if (content.Length < 5 || !Ascii.EqualsIgnoreCase(content[..5], "data:"u8))
        {
            return (null, "The value is not an image but an address or a text; addresses are never fetched.");
        }

        var comma = content.IndexOf((byte)',');
        if (comma < 0 || !IsBase64(content[..comma]))
        {
            return (null, "The value is a data URL without base64 content.");
        }

        content = content[(comma + 1)..];
        var characters = content.Length - CountBlanks(content);
        var padding = CountPadding(content);
        var size = (characters - padding) * 3L / 4;
        if (size > limitBytes)
        {
            return (null, $"The image has {size} bytes; {limitBytes} are allowed.");
        }

        var bytes = new byte[size];
        if (size == 0 || !TryDecode(content, characters, bytes))
        {
            return (null, size == 0 ? "The image has no bytes." : "The image's base64 content is damaged.");
        }

        return ImageSignature.MediaTypeOf(bytes) is { } mediaType
            ? (new DecodedImage(bytes, mediaType), null)
            : (null, "The image is not a PNG, JPEG, GIF, WebP or BMP.");
    }

    private static bool IsBase64(ReadOnlySpan<byte> header)
    {
        var marker = header.TrimEnd(" \t\r\n"u8);
        return marker.Length >= 7 && Ascii.EqualsIgnoreCase(marker[^7..], ";base64"u8);
    }

    // The framework's decoder skips blanks; padding that is missing at the end is added for the last group alone.
    private static bool TryDecode(ReadOnlySpan<byte> content, int characters, Span<byte> bytes)
    {
        if (characters % 4 == 0)
        {
            return Base64.DecodeFromUtf8(content, bytes, out var used, out var written) == OperationStatus.Done
                && used == content.Length && written == bytes.Length;
        }

        var missing = 4 - (characters % 4);
        if (missing == 3 || content.Contains((byte)'='))
        {
            return false;
        }

        var padded = ArrayPool<byte>.Shared.Rent(content.Length + missing);
        try
        {
            content.CopyTo(padded);
            padded.AsSpan(content.Length, missing).Fill((byte)'=');
            return TryDecode(padded.AsSpan(0, content.Length + missing), characters + missing, bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(padded);
        }
    }

    private static int CountBlanks(ReadOnlySpan<byte> content)
    {
        var count = 0;
        for (var at = content.IndexOfAny(Blanks); at >= 0; at = content.IndexOfAny(Blanks))
        {
            count++;
            content = content[(at + 1)..];
        }

        return count;
    }

    private static int CountPadding(ReadOnlySpan<byte> content)
    {
        var last = content[Math.Max(0, content.LastIndexOfAnyExcept("= \t\r\n"u8) + 1)..];
        return Math.Min(2, last.Count((byte)'='));
    }
}
