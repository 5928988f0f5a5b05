using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Reports.Archive;

/// <summary>Names for files and folders that Windows, macOS and Linux all take, made of whatever people typed.</summary>
internal static class SafeFileName
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <param name="text">Anything.</param>
    /// <param name="longest">Most UTF-8 bytes of the name.</param>
    /// <param name="otherwise">The name when nothing of the text can stay.</param>
    /// <returns>One name, never a path: no separators, no control or invisible characters, no dots or blanks at its ends.</returns>
    public static string Of(string text, int longest, string otherwise)
    {
        var clean = Clean(text);
        var name = Cut(clean, longest);
        if (name.Length == 0)
        {
            return otherwise;
        }

        // Windows looks at what stands before the first dot.
        return Reserved.Contains(name.Split('.')[0].TrimEnd()) ? Cut($"_{name}", longest) : name;
    }

    /// <summary>What two names have in common that some file system takes for one.</summary>
    public static string Fold(string name) => name.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    private static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (isBlank || rune.Value is '<' or '>' or ':' or '"' or '/' or '\\' or '|' or '?' or '*')
            {
                // Together one sign: a blank, or a hyphen where a sign was that had to go.
                var sign = isBlank ? ' ' : '-';
                if (clean.Length > 0 && clean[^1] != sign)
                {
                    clean.Append(sign);
                }
            }
            else if (IsShown(rune))
            {
                clean.Append(rune.ToString());
            }
        }

        // One form of each letter, so that two files do not differ only in how it is written.
        return clean.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.', '-');
    }

    // Marks that turn a text round make a name look like another; what is not assigned no one can see.
    private static bool IsShown(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Cut(string name, int longest)
    {
        if (Encoding.UTF8.GetByteCount(name) <= longest)
        {
            return name;
        }

        var kept = 0;
        var bytes = 0;
        for (var elements = StringInfo.GetTextElementEnumerator(name); elements.MoveNext();)
        {
            var element = elements.GetTextElement();
            bytes += Encoding.UTF8.GetByteCount(element);
            if (bytes > longest)
            {
                break;
            }

            kept = elements.ElementIndex + element.Length;
        }

        return name[..kept].Trim(' ', '.', '-');
    }
}
