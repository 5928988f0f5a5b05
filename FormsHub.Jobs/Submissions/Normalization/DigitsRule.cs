using System.Globalization;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Says when a text of digits is a number: only where the number, written out again, is that text.</summary>
internal static class DigitsRule
{
    /// <summary>More digits are lost by programs that read numbers as doubles, spreadsheets first of all.</summary>
    private const int MostDigits = 15;

    public static bool TryRead(string text, out decimal number)
    {
        number = 0;
        var isNumber = text.Length is > 0 and <= MostDigits
            && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && (text.Length == 1 || text[0] != '0');
        return isNumber && decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
