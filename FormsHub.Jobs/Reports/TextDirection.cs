using System.Text;

namespace FormsHub.Jobs.Reports;

/// <summary>Which way a text runs: as its first character with a direction does.</summary>
internal static class TextDirection
{
    // Where that is not told within this many units the text has none worth looking for.
    private const int LookedAt = 500;

    /// <returns>null when no character tells, as in a number.</returns>
    public static bool? IsRightToLeft(string text)
    {
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, LookedAt)).EnumerateRunes())
        {
            if (IsRightToLeft(rune.Value))
            {
                return true;
            }

            if (Rune.IsLetter(rune))
            {
                return false;
            }
        }

        return null;
    }

    /// <summary>Whether most of the texts that have a direction run from right to left.</summary>
    public static bool MostAreRightToLeft(IEnumerable<string> texts) =>
        texts.Sum(text => IsRightToLeft(text) switch { true => 1, false => -1, null => 0 }) > 0;

    // Hebrew to Arabic Extended-A, their presentation forms, and the right-to-left part of plane 1; the marks U+200F and U+061C lie outside or inside.
    private static bool IsRightToLeft(int character) =>
        (character is >= 0x590 and <= 0x8ff or 0x200f or >= 0xfb1d and <= 0xfdff or >= 0xfe70 and <= 0xfefc or >= 0x10800 and <= 0x10fff or >= 0x1e800 and <= 0x1efff)
        && !Rune.IsDigit(new Rune(character)) && !(character is >= 0x600 and <= 0x605 or 0x60c or 0x66a or 0x66b or 0x66c);
}
