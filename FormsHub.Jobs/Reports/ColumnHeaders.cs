using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Reports;

/// <summary>The headers of a report: what people call the columns, made unique with the names programs use.</summary>
public static class ColumnHeaders
{
    /// <summary>The most characters a column of an Excel table can have in its name.</summary>
    public const int MostCharacters = 255;

    /// <summary>
    /// Headers for the leading columns and then for the fields: one line, never empty, at most <see cref="MostCharacters"/> long and unique
    /// ignoring case. Who comes first keeps the label, the next one gets its name with it: "Name", "Name (Text7)".
    /// </summary>
    /// <param name="leading">Fixed headers that stand before the fields.</param>
    /// <param name="fields">A field's label, which may be empty or taken, and its name.</param>
    public static IReadOnlyList<string> MakeUnique(IEnumerable<string> leading, IEnumerable<(string Label, string Name)> fields)
    {
        var headers = new List<string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (label, name) in leading.Select(header => (header, "")).Concat(fields))
        {
            var header = Candidates(Clean(label), Clean(name), headers.Count + 1).First(candidate => taken.Add(Fold(candidate)));
            headers.Add(header);
        }
        return headers;
    }

    /// <summary>One line of text that XML and Excel can hold: blanks collapsed, control characters blanks, what is not Unicode U+FFFD.</summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (!isBlank)
            {
                clean.Append(rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar.ToString() : rune.ToString());
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }
        }
        return clean.ToString().TrimEnd(' ');
    }

    /// <summary>The first characters of a text, never half of a surrogate pair.</summary>
    internal static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd(' ');

    private static IEnumerable<string> Candidates(string label, string name, int position)
    {
        var plain = label.Length > 0 ? label : name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"Column {position}");
        yield return Cut(plain, MostCharacters);
        var named = plain == name || name.Length == 0 ? plain : WithSuffix(plain, $" ({Cut(name, MostCharacters / 2)})");
        if (named != plain)
        {
            yield return named;
        }
        for (var number = 2; ; number++)
        {
            yield return WithSuffix(named, string.Create(CultureInfo.InvariantCulture, $" {number}"));
        }
    }

    private static string WithSuffix(string text, string suffix) => Cut(text, MostCharacters - suffix.Length) + suffix;

    // Excel also takes wide and narrow forms of a letter for the same.
    private static string Fold(string header) => header.Normalize(NormalizationForm.FormKC).ToUpperInvariant();
}
