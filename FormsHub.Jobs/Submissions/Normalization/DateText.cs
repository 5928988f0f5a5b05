using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Brings the texts of dates to one spelling, so that they can be compared character by character.</summary>
internal static class DateText
{
    /// <summary>A displayed date is never longer.</summary>
    public const int Longest = 200;

    /// <summary>Native digits become 0–9, every kind of blank one space; invisible marks of direction vanish; letters are composed.</summary>
    public static string Simplify(string text)
    {
        var simple = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var digit = char.IsAsciiDigit(character) ? -1 : CharUnicodeInfo.GetDecimalDigitValue(character);
            if (digit >= 0)
            {
                simple.Append((char)('0' + digit));
            }
            else if (char.IsWhiteSpace(character))
            {
                if (simple.Length > 0 && simple[^1] != ' ')
                {
                    simple.Append(' ');
                }
            }
            else if (char.GetUnicodeCategory(character) != UnicodeCategory.Format)
            {
                simple.Append(character);
            }
        }

        var trimmed = simple.ToString().TrimEnd(' ');
        return IsWellFormed(trimmed) ? trimmed.Normalize(NormalizationForm.FormC) : trimmed;
    }

    // Normalizing throws on lone surrogates.
    private static bool IsWellFormed(string text) => !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
}
