using System.Globalization;

namespace FormsHub.Jobs.Reports.Csv;

/// <summary>Knows the texts that a spreadsheet would run when it opens a CSV file (OWASP: CSV injection).</summary>
internal static class FormulaGuard
{
    public static bool IsNeeded(ReadOnlySpan<char> text) => !text.IsEmpty && text[0] switch
    {
        '=' or '+' or '@' or '\t' or '\r' => true,
        '-' => !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        _ => false,
    };
}
