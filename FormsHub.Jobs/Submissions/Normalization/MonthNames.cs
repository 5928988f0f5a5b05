using System.Globalization;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Finds the name of a month at the beginning of a text: in full, short, in any grammatical form, or shortened so that only one month can be meant.</summary>
internal static class MonthNames
{
    private const int ShortestWord = 3;

    private delegate bool Shortening(ReadOnlySpan<char> name, ReadOnlySpan<char> word);

    /// <returns>The month's number and how many characters name it; null when none is named.</returns>
    public static (int Month, int Length)? Find(ReadOnlySpan<char> text, DateWords words) =>
        Longest(text, words.Months) ?? Shortened(text, words.FullMonths) ?? Longest(text, DateWords.English.Months);

    /// <summary>How many letters, with their marks, the text begins with.</summary>
    public static int LettersAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetter(text[length]) || IsMark(text[length])))
        {
            length++;
        }

        return length;
    }

    private static (int Month, int Length)? Longest(ReadOnlySpan<char> text, IReadOnlyList<(string Word, int Month)> months)
    {
        (int Month, int Length)? best = null;
        foreach (var (word, month) in months)
        {
            if (word.Length > (best?.Length ?? 0) && text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && IsWhole(text, word))
            {
                best = (month, word.Length);
            }
        }

        return best;
    }

    // "янв", "Sept" or "Mrz" where the table has another short form: fine as long as only one month can be meant.
    private static (int Month, int Length)? Shortened(ReadOnlySpan<char> text, IReadOnlyList<(string Word, int Month)> months)
    {
        var word = text[..LettersAt(text)];
        if (word.Length < ShortestWord)
        {
            return null;
        }

        var month = OnlyMonth(months, word, static (name, word) => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            ?? OnlyMonth(months, word, IsContracted);
        return month is { } found ? (found, word.Length) : null;
    }

    private static int? OnlyMonth(IReadOnlyList<(string Word, int Month)> months, ReadOnlySpan<char> word, Shortening isShortened)
    {
        int? only = null;
        foreach (var (name, month) in months)
        {
            if (isShortened(name, word))
            {
                if (only is { } other && other != month)
                {
                    return null;
                }

                only = month;
            }
        }

        return only;
    }

    // The same first letter, and the others in the same order: Mrz for März.
    private static bool IsContracted(ReadOnlySpan<char> name, ReadOnlySpan<char> word)
    {
        var found = 0;
        for (var i = 0; i < name.Length && found < word.Length; i++)
        {
            if (char.ToUpperInvariant(name[i]) == char.ToUpperInvariant(word[found]))
            {
                found++;
            }
            else if (found == 0)
            {
                return false;
            }
        }

        return found == word.Length;
    }

    // "mar" is no month at the beginning of "maria"; scripts that put no blanks between words have no such ends.
    private static bool IsWhole(ReadOnlySpan<char> text, string word) =>
        word.Length >= text.Length || !IsAlphabetic(word[^1]) || !IsAlphabetic(text[word.Length]);

    private static bool IsAlphabetic(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.NonSpacingMark
        || (character is >= '\u0590' and < '\u0E00' && char.IsLetter(character));

    private static bool IsMark(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
