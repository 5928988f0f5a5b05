using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>
/// Adds to a file's catalog what Cairo 1.16 cannot say: the language, that its tags are to be read, that readers show the title.
/// The catalog is the last object before the table of objects, so only what stands behind it moves.
/// </summary>
internal static class PdfEnding
{
    private const string CatalogStart = "<< /Type /Catalog\n";

    /// <param name="ending">The file's last bytes, with its last objects in them.</param>
    /// <param name="start">How many bytes come before.</param>
    /// <param name="language">BCP 47 tag; left out when it is none.</param>
    /// <returns>The same bytes when they do not look as expected (another Cairo): the file is whole without the additions.</returns>
    public static byte[] Complete(byte[] ending, long start, string language)
    {
        var text = Encoding.Latin1.GetString(ending);
        var table = FindTable(text, start);
        var catalog = table < 0 ? -1 : text.LastIndexOf(CatalogStart, table, StringComparison.Ordinal);
        var catalogEnd = catalog < 0 ? -1 : text.IndexOf("endobj\n", catalog, StringComparison.Ordinal);
        if (catalogEnd < 0 || catalogEnd + "endobj\n".Length != table)
        {
            return ending;
        }

        var additions = Additions(text.AsSpan(catalog, catalogEnd - catalog), language);
        var position = catalog + CatalogStart.Length;
        var end = text.LastIndexOf("startxref\n", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{text.AsSpan(0, position)}{additions}{text.AsSpan(position, end - position)}startxref\n{start + table + additions.Length}\n%%EOF\n"));
    }

    /// <returns>Where the table begins in the ending; negative when it is not there.</returns>
    private static int FindTable(string text, long start)
    {
        var end = text.LastIndexOf("startxref\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return -1;
        }

        var number = text.AsSpan(end + "startxref\n".Length);
        var digits = number.IndexOf('\n');
        return digits > 0 && long.TryParse(number[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && offset - start is >= 0 and var table && table < end && text.AsSpan((int)table).StartsWith("xref\n") ? (int)table : -1;
    }

    private static string Additions(ReadOnlySpan<char> catalog, string language)
    {
        var additions = new StringBuilder();
        if (!catalog.Contains("/Lang", StringComparison.Ordinal) && language.Length > 0 && language.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            additions.Append(CultureInfo.InvariantCulture, $"   /Lang ({language})\n");
        }

        if (!catalog.Contains("/ViewerPreferences", StringComparison.Ordinal))
        {
            additions.Append("   /ViewerPreferences << /DisplayDocTitle true >>\n");
        }

        if (!catalog.Contains("/MarkInfo", StringComparison.Ordinal) && catalog.Contains("/StructTreeRoot", StringComparison.Ordinal))
        {
            additions.Append("   /MarkInfo << /Marked true >>\n");
        }

        return additions.ToString();
    }
}
