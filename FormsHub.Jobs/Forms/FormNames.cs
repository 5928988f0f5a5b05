using System.Globalization;
using System.Text;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Forms;

/// <summary>Titles, slugs and file names made safe.</summary>
internal static class FormNames
{
    private const int LongestTitle = 300;
    private const int LongestSlug = 48;
    private const int LongestFileName = 200;

    public static string Title(string title, string fileName)
    {
        var clean = PostgresText.Clean(title).Trim();
        if (clean.Length == 0)
        {
            clean = PostgresText.Clean(Path.GetFileNameWithoutExtension(FileName(fileName))).Trim();
        }

        return clean.Length == 0 ? "Untitled form" : PostgresText.Cut(clean, LongestTitle);
    }

    /// <summary>Lower-case Latin letters, digits and hyphens; <c>form</c> where nothing of the title is left; numbered from the second attempt on.</summary>
    public static string Slug(string title, int attempt)
    {
        var slug = new StringBuilder();
        foreach (var character in Assigned(title).Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                slug.Append('-');
            }

            if (slug.Length == LongestSlug)
            {
                break;
            }
        }

        var text = slug.ToString().Trim('-');
        text = text.Length == 0 ? "form" : text;
        return attempt == 1 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}-{attempt}");
    }

    /// <summary>Without the characters that are none: normalization throws on them.</summary>
    private static string Assigned(string title) =>
        string.Concat(title.EnumerateRunes().Select(rune => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF ? " " : rune.ToString()));

    /// <summary>The last part of whatever path a browser sent.</summary>
    public static string FileName(string fileName)
    {
        var last = PostgresText.Clean(fileName).Replace('\\', '/').Split('/')[^1].Trim();
        return last.Length == 0 ? "form.pdf" : PostgresText.Cut(last, LongestFileName);
    }
}
