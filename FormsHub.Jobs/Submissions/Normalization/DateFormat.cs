using System.Collections.Concurrent;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>What the values of a date format are.</summary>
public enum DateFormatKind
{
    /// <summary>Neither a day nor a time can be read back: no year, no month, or only a month's first letter.</summary>
    Text,
    Date,
    Timestamp,

    /// <summary>A time of day without a date.</summary>
    Time,
}

/// <summary>A date format as the editor writes it, such as <c>mm/dd/yyyy</c>, and what can be read back through it.</summary>
public sealed class DateFormat
{
    /// <summary>Longer formats are not formats but accidents; their values stay text.</summary>
    private const int LongestPattern = 200;

    /// <summary>Forms have few formats, but form data may name any: what does not fit the cache is cut anew each time.</summary>
    private const int MostKept = 1000;

    private static readonly ConcurrentDictionary<string, DateFormat> Kept = new(StringComparer.Ordinal);

    private DateFormat(string pattern)
    {
        Pattern = pattern;
        Tokens = pattern.Length <= LongestPattern ? DateTokens.Cut(pattern) : [];
        Kind = KindOf(Tokens);
    }

    public string Pattern { get; }

    public DateFormatKind Kind { get; }

    internal IReadOnlyList<DateToken> Tokens { get; }

    public static DateFormat Of(string pattern)
    {
        if (Kept.TryGetValue(pattern, out var kept))
        {
            return kept;
        }

        var format = new DateFormat(pattern);
        return pattern.Length <= LongestPattern && Kept.Count < MostKept ? Kept.GetOrAdd(pattern, format) : format;
    }

    private static DateFormatKind KindOf(IReadOnlyList<DateToken> tokens)
    {
        var hasTime = Has(DatePart.Hour) || Has(DatePart.Minute) || Has(DatePart.Second);
        var hasYear = Has(DatePart.Year) || Has(DatePart.ShortYear);
        var hasMonth = Has(DatePart.Month) || Has(DatePart.MonthName);
        if (hasYear && hasMonth)
        {
            return hasTime ? DateFormatKind.Timestamp : DateFormatKind.Date;
        }

        var hasDate = hasYear || hasMonth || Has(DatePart.Day) || Has(DatePart.Weekday) || Has(DatePart.MonthLetter);
        return hasTime && !hasDate && Has(DatePart.Hour) ? DateFormatKind.Time : DateFormatKind.Text;

        bool Has(DatePart part) => tokens.Any(token => token.Part == part);
    }
}
