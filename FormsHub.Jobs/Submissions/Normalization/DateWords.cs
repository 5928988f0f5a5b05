using System.Collections.Concurrent;
using System.Globalization;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>The words of a language that dates are written with: months in every grammatical form, days of the week, halves of the day.</summary>
internal sealed class DateWords
{
    /// <summary>Editors name a language as <c>de-DE</c>; anything longer is none.</summary>
    private const int LongestLanguage = 35;

    // Halves of the day as editors print them where the language's own tables differ.
    private static readonly (string Word, bool IsAfternoon)[] CommonHalves =
        [("AM", false), ("PM", true), ("上午", false), ("下午", true), ("午前", false), ("午後", true), ("오전", false), ("오후", true), ("ص", false), ("م", true)];

    // Only languages that exist get here (predefinedOnly), so the cache is bounded by their number.
    private static readonly ConcurrentDictionary<string, DateWords> Known = new(StringComparer.OrdinalIgnoreCase);

    private DateWords(CultureInfo culture)
    {
        var format = (DateTimeFormatInfo)culture.DateTimeFormat.Clone();
        if (culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() is { } gregorian)
        {
            // The editor always shows the Gregorian calendar, whatever the country's own is.
            format.Calendar = gregorian;
        }

        Months = MonthsOf(format);
        FullMonths = [.. Numbered(format.MonthNames), .. Numbered(format.MonthGenitiveNames)];
        Weekdays = [.. format.DayNames.Concat(format.AbbreviatedDayNames).Select(static name => DateText.Simplify(name).TrimEnd('.')).Where(static name => name.Length > 0).Distinct()];
        Halves = [.. HalvesOf(format.AMDesignator, isAfternoon: false), .. HalvesOf(format.PMDesignator, isAfternoon: true), .. CommonHalves];
    }

    /// <summary>English, which is also what an unknown language falls back to.</summary>
    public static DateWords English { get; } = new(CultureInfo.InvariantCulture);

    /// <summary>Names of months, full and short, with their numbers; without a trailing dot.</summary>
    public IReadOnlyList<(string Word, int Month)> Months { get; }

    /// <summary>Full names alone, for words that are shortened in another way than the language's table says.</summary>
    public IReadOnlyList<(string Word, int Month)> FullMonths { get; }

    public IReadOnlyList<string> Weekdays { get; }

    public IReadOnlyList<(string Word, bool IsAfternoon)> Halves { get; }

    /// <param name="language">A language tag or a Windows language number; unknown ones and null give English.</param>
    public static DateWords Of(string? language)
    {
        if (string.IsNullOrEmpty(language) || language.Length > LongestLanguage)
        {
            return English;
        }

        if (Known.TryGetValue(language, out var known))
        {
            return known;
        }

        return CultureOf(language) is { } culture ? Known.GetOrAdd(language, static (_, culture) => new DateWords(culture), culture) : English;
    }

    private static CultureInfo? CultureOf(string language)
    {
        try
        {
            return int.TryParse(language, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? CultureInfo.GetCultureInfo(number)
                : CultureInfo.GetCultureInfo(language.Replace('_', '-'), predefinedOnly: true);
        }
        catch (ArgumentException)
        {
            // No such language (CultureNotFoundException), or number 0.
            return null;
        }
    }

    private static (string, int)[] MonthsOf(DateTimeFormatInfo format) =>
        [.. Numbered(format.MonthNames), .. Numbered(format.MonthGenitiveNames), .. Numbered(format.AbbreviatedMonthNames), .. Numbered(format.AbbreviatedMonthGenitiveNames)];

    private static IEnumerable<(string, int)> Numbered(string[] names) =>
        names.Take(12).Select(static (name, i) => (DateText.Simplify(name).TrimEnd('.'), i + 1)).Where(static name => name.Item1.Length > 0);

    private static IEnumerable<(string, bool)> HalvesOf(string word, bool isAfternoon)
    {
        var simple = DateText.Simplify(word);
        return new[] { simple, simple.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal) }
            .Where(static form => form.Length > 0).Distinct().Select(form => (form, isAfternoon));
    }
}
