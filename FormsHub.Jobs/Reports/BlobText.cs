using System.Globalization;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports;

/// <summary>Words for a picture or signature where a file can only hold text.</summary>
public static class BlobText
{
    private const long Kilobyte = 1024;
    private const long Megabyte = 1024 * 1024;

    /// <summary>Media type and size, such as <c>image/png, 12 KB</c>.</summary>
    public static string Describe(BlobReference blob) => $"{blob.MediaType}, {Size(blob.Size)}";

    private static string Size(long bytes) => bytes switch
    {
        < Kilobyte => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < Megabyte => string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / Kilobyte:0.#} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / Megabyte:0.#} MB"),
    };
}
