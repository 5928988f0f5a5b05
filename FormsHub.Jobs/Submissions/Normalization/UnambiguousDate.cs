namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>
/// Reads a displayed date whose format nobody names. It never guesses: every way people write dates is tried,
/// and only a text that has one and the same meaning in all ways that fit is a date.
/// </summary>
internal static class UnambiguousDate
{
    private static readonly string[] Days =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy年MM月dd日", "yyyy년 MM월 dd일",
        "MM/dd/yyyy", "dd/MM/yyyy", "MM-dd-yyyy", "dd-MM-yyyy", "dd.MM.yyyy",
        "MM/dd/yy", "dd/MM/yy", "yy/MM/dd", "MM-dd-yy", "dd-MM-yy", "yy-MM-dd", "dd.MM.yy", "yy.MM.dd",
        "d MMMM yyyy", "d. MMMM yyyy", "d-MMM-yyyy", "dddd, d MMMM yyyy", "dddd, d. MMMM yyyy",
        "MMMM d, yyyy", "MMMM d yyyy", "dddd, MMMM d, yyyy", "d MMMM yyyy 'г.'", "d 'de' MMMM 'de' yyyy",
    ];

    private static readonly string[] Times = ["h:mm", "h:mm:ss", "h:mm AM/PM", "h:mm:ss AM/PM"];

    private static readonly DateFormat[] Candidates =
    [
        .. Days.Select(DateFormat.Of),
        .. Days.SelectMany(static day => Times.Select(time => DateFormat.Of($"{day} {time}"))),
        DateFormat.Of("yyyy-MM-dd'T'hh:mm:ss"),
        .. Times.Select(DateFormat.Of),
    ];

    /// <param name="text">Simplified (<see cref="DateText.Simplify"/>).</param>
    /// <param name="words">The language's words, English when nobody names the language.</param>
    /// <returns>The reading; <see cref="DateReading.None"/> or <see cref="DateReading.Several"/> when there is not exactly one.</returns>
    public static DateReading Read(string text, DateWords words)
    {
        var only = DateReading.None;
        foreach (var candidate in Candidates)
        {
            if (DateTextReader.Read(text, candidate, words) is not { } moment)
            {
                continue;
            }

            var reading = new DateReading(candidate.Kind, moment);
            if (only != DateReading.None && only != reading)
            {
                return DateReading.Several;
            }

            only = reading;
        }

        return only;
    }
}

/// <summary>What a displayed date means.</summary>
/// <param name="Kind"><see cref="DateFormatKind.Text"/> when it means nothing, or more than one thing.</param>
/// <param name="Moment">A time without a date falls on the first day of year 1.</param>
internal readonly record struct DateReading(DateFormatKind Kind, DateTime Moment)
{
    public static readonly DateReading None = new(DateFormatKind.Text, DateTime.MinValue);

    public static readonly DateReading Several = new(DateFormatKind.Text, DateTime.MaxValue);

    public FieldValue ToValue() => Kind switch
    {
        DateFormatKind.Date => FieldValue.OfDate(Moment),
        DateFormatKind.Timestamp => FieldValue.OfTimestamp(Moment),
        _ => FieldValue.OfText(Moment.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)),
    };
}
