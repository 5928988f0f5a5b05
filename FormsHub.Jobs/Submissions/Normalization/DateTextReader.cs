using System.Globalization;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>
/// Reads a displayed date back through the format that displayed it. It goes through text and format once and never tries again,
/// so no format can make it slow; digits that stand without a separator are read in the format's own widths.
/// </summary>
internal ref struct DateTextReader
{
    /// <summary>Two-digit years below this one are of this century, the others of the last.</summary>
    private const int LastYearOfThisCentury = 49;

    private readonly ReadOnlySpan<char> _text;
    private readonly DateWords _words;
    private readonly int?[] _parts = new int?[(int)DatePart.DayHalf + 1];
    private int _at;

    private DateTextReader(ReadOnlySpan<char> text, DateWords words)
    {
        _text = text;
        _words = words;
    }

    private readonly ReadOnlySpan<char> Rest => _text[_at..];

    /// <param name="text">Simplified (<see cref="DateText.Simplify"/>).</param>
    /// <returns>Null when the text was not written with this format; a time without a date falls on the first day of year 1.</returns>
    public static DateTime? Read(string text, DateFormat format, DateWords words)
    {
        var reader = new DateTextReader(text, words);
        return reader.ReadTokens(format.Tokens) ? reader.Moment(format.Kind) : null;
    }

    private bool ReadTokens(IReadOnlyList<DateToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var next = i + 1 < tokens.Count ? tokens[i + 1] : default;
            var isRead = tokens[i].Part switch
            {
                DatePart.Literal => ReadLiteral(tokens[i].Text, next.Part),
                DatePart.Year => ReadNumber(DatePart.Year, 4, 4),
                DatePart.ShortYear => ReadShortYear(),
                DatePart.MonthName => ReadMonthName(next),
                DatePart.Weekday => ReadWeekday(next),
                DatePart.DayHalf => ReadDayHalf(),
                DatePart.MonthLetter => false,
                var number => ReadNumber(number, 1, 2),
            };
            if (!isRead)
            {
                return false;
            }
        }

        SkipBlanks();
        return _at == _text.Length;
    }

    private bool ReadLiteral(string literal, DatePart next)
    {
        foreach (var character in DateText.Simplify($"|{literal}|").AsSpan()[1..^1])
        {
            if (character == ' ')
            {
                // A blank behind a dot or before AM is often left out.
                var mayBeMissing = next == DatePart.DayHalf || _at == 0 || !char.IsLetterOrDigit(_text[_at - 1]);
                if (!SkipBlanks() && !mayBeMissing && _at < _text.Length)
                {
                    return false;
                }

                continue;
            }

            SkipBlanks();
            if (_at == _text.Length || char.ToUpperInvariant(_text[_at]) != char.ToUpperInvariant(character))
            {
                return false;
            }

            _at++;
        }

        return true;
    }

    private bool ReadNumber(DatePart part, int fewest, int most)
    {
        SkipBlanks();
        var length = 0;
        while (length < most && _at + length < _text.Length && char.IsAsciiDigit(_text[_at + length]))
        {
            length++;
        }

        return length >= fewest && Set(part, int.Parse(_text.Slice(_at, length), NumberStyles.None, CultureInfo.InvariantCulture), length);
    }

    // People who type a year write all of it.
    private bool ReadShortYear()
    {
        SkipBlanks();
        var digits = Rest.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? Rest.Length : digits;
        if (digits == 4)
        {
            return ReadNumber(DatePart.Year, 4, 4);
        }

        if (digits < 2)
        {
            return false;
        }

        var year = int.Parse(Rest[..2], NumberStyles.None, CultureInfo.InvariantCulture);
        return Set(DatePart.Year, year <= LastYearOfThisCentury ? 2000 + year : 1900 + year, 2);
    }

    private bool ReadMonthName(DateToken next)
    {
        SkipBlanks();
        return MonthNames.Find(Rest, _words) is { } found && Set(DatePart.Month, found.Month, found.Length) && SkipDot(next);
    }

    private bool ReadWeekday(DateToken next)
    {
        SkipBlanks();
        var longest = 0;
        foreach (var word in _words.Weekdays)
        {
            longest = word.Length > longest && Rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? word.Length : longest;
        }

        _at += Math.Max(longest, MonthNames.LettersAt(Rest));
        return SkipDot(next);
    }

    // Short names end in a dot in some tables and not in others.
    private bool SkipDot(DateToken next)
    {
        if (Rest.StartsWith(".") && !next.Text.StartsWith('.'))
        {
            _at++;
        }

        return true;
    }

    private bool ReadDayHalf()
    {
        SkipBlanks();
        (int Length, bool IsAfternoon) best = default;
        foreach (var (word, isAfternoon) in _words.Halves)
        {
            if (word.Length > best.Length && Rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                best = (word.Length, isAfternoon);
            }
        }

        return best.Length > 0 && Set(DatePart.DayHalf, best.IsAfternoon ? 1 : 0, best.Length);
    }

    private bool SkipBlanks()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }

        return _at > start;
    }

    // What a date says twice it must say alike.
    private bool Set(DatePart part, int number, int length)
    {
        _at += length;
        var isSame = _parts[(int)part] is not { } before || before == number;
        _parts[(int)part] = number;
        return isSame;
    }

    private readonly DateTime? Moment(DateFormatKind kind)
    {
        var hour = HourOfDay(_parts[(int)DatePart.Hour] ?? 0, _parts[(int)DatePart.DayHalf]);
        var minute = _parts[(int)DatePart.Minute] ?? 0;
        var second = _parts[(int)DatePart.Second] ?? 0;
        var year = kind == DateFormatKind.Time ? 1 : _parts[(int)DatePart.Year] ?? 0;
        var month = kind == DateFormatKind.Time ? 1 : _parts[(int)DatePart.Month] ?? 0;
        var day = _parts[(int)DatePart.Day] ?? 1;
        var isValid = hour is >= 0 and <= 23 && minute <= 59 && second <= 59
            && year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        return isValid ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified) : null;
    }

    /// <returns>-1 when the hour and the half of the day contradict each other.</returns>
    private static int HourOfDay(int hour, int? half) => half switch
    {
        null => hour,
        _ when hour > 12 => -1,
        _ => (hour % 12) + (12 * half.Value),
    };
}
