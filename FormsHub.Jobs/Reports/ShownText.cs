using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Reports;

/// <summary>Text that a page can show: whole Unicode characters, line ends as <c>\n</c>, no other control characters.</summary>
internal static class ShownText
{
    /// <summary>Blanks for control characters, U+FFFD for what is no character. Returns the text itself when there is nothing to replace.</summary>
    public static string Clean(string text)
    {
        var first = FirstToReplace(text);
        return first < 0 ? text : Replace(text, first);
    }

    /// <summary>The same on one line.</summary>
    public static string CleanLine(string text)
    {
        var clean = Clean(text);
        return clean.AsSpan().IndexOfAny('\n', '\t') < 0 ? clean : clean.Replace('\n', ' ').Replace('\t', ' ');
    }

    /// <summary>At most so many UTF-16 units, with the number of those left out behind them.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, length)}… ({text.Length - length:N0} more characters)");
    }

    private static int FirstToReplace(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!IsFine(text[index]))
            {
                return index;
            }
        }

        return -1;
    }

    // Surrogates are looked at in pairs by whoever replaces.
    private static bool IsFine(char character) =>
        character is '\n' or >= ' ' and < '\x7f' or > '\x9f' and not ('\u2028' or '\u2029' or >= '\ud800' and <= '\udfff' or >= '\ufdd0' and <= '\ufdef' or >= '\ufffe');

    private static string Replace(string text, int first)
    {
        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        for (var index = first; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\r' && index + 1 < text.Length && text[index + 1] == '\n')
            {
                continue;
            }

            if (char.IsSurrogate(character))
            {
                index += AppendPair(clean, text, index);
            }
            else
            {
                clean.Append(IsFine(character) ? character : character switch
                {
                    '\r' or '\v' or '\f' or '\x85' or '\u2028' or '\u2029' => '\n',
                    '\t' => '\t',
                    _ when char.IsControl(character) => ' ',
                    _ => '\ufffd',
                });
            }
        }

        return clean.ToString();
    }

    /// <returns>How many further units belong to it.</returns>
    private static int AppendPair(StringBuilder clean, string text, int index)
    {
        if (!Rune.TryGetRuneAt(text, index, out var rune))
        {
            clean.Append('\ufffd');
            return 0;
        }

        // The last two of each plane are no characters.
        clean.Append((rune.Value & 0xfffe) == 0xfffe ? "\ufffd" : rune.ToString());
        return 1;
    }
}
