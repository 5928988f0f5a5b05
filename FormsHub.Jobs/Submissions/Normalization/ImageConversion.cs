using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Pictures and signatures: decoded where they came with the form data, else kept as the text they are.</summary>
internal static class ImageConversion
{
    /// <summary>Texts up to this length are kept whole; of longer ones, which are images all the same, the beginning tells enough.</summary>
    private const int LongestText = 2000;
    private const int Beginning = 100;

    public static Converted Convert(JsonValue value, long pictureLimitBytes)
    {
        var url = value.IsEscaped && value.IsString ? Encoding.UTF8.GetBytes(value.ToText()) : value.Raw.Span;
        var (image, problem) = ImageDataUrl.Decode(url, pictureLimitBytes);
        return image is not null
            ? new Converted(FieldValue.Empty, string.Create(CultureInfo.InvariantCulture, $"{image.MediaType}, {image.Bytes.Length} bytes"), null, image)
            : Converted.AsText(Describe(url), problem);
    }

    private static string Describe(ReadOnlySpan<byte> url) =>
        url.Length <= LongestText
            ? JsonText.Decode(url)
            : string.Create(CultureInfo.InvariantCulture, $"{JsonText.Decode(url[..Beginning])}… ({url.Length} characters)");
}
