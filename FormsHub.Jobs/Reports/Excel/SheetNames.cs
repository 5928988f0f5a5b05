using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>Names that Excel takes for the sheets of one table.</summary>
internal static class SheetNames
{
    private const string Forbidden = "[]:*?/\\";

    /// <summary>The name of the first, second, … sheet: the title where Excel allows it, then "title (2)".</summary>
    public static string Make(string title, int number)
    {
        var suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({number})");
        var name = Cut(Clean(title), ExcelLimits.SheetNameCharacters - suffix.Length).Trim(' ', '\'');
        return name switch
        {
            "" => "Sheet" + suffix,
            // Excel keeps this name for itself.
            _ when suffix.Length == 0 && name.Equals("History", StringComparison.OrdinalIgnoreCase) => name + " 1",
            _ => name + suffix,
        };
    }

    /// <summary>The name itself, or with a number behind it when another sheet has it: Excel does not tell capitals from small letters.</summary>
    public static string MakeUnique(string name, IReadOnlyCollection<string> taken)
    {
        var unique = name;
        for (var number = 2; taken.Contains(unique, StringComparer.OrdinalIgnoreCase); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} {number}");
        }

        return unique;
    }

    /// <summary>As a formula names a sheet.</summary>
    public static string Quote(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Clean(string title)
    {
        var clean = new StringBuilder(title.Length);
        foreach (var rune in ColumnHeaders.Clean(title).EnumerateRunes())
        {
            clean.Append(rune.IsBmp && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal) ? "-" : rune.ToString());
        }
        return clean.ToString().Trim(' ', '\'');
    }

    private static string Cut(string text, int length) => ColumnHeaders.Cut(text, length);
}
