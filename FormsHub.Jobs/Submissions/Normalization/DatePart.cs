namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>What one piece of a date format stands for.</summary>
internal enum DatePart : byte
{
    /// <summary>Characters that are printed as they are.</summary>
    Literal,

    /// <summary>y and yy: two digits.</summary>
    ShortYear,

    /// <summary>yyy and longer: four digits.</summary>
    Year,

    /// <summary>m and mm where they are not minutes.</summary>
    Month,

    /// <summary>mmm and mmmm: the month's name, short or full.</summary>
    MonthName,

    /// <summary>mmmmm: the month's first letter, which cannot be read back.</summary>
    MonthLetter,
    Day,

    /// <summary>ddd, dddd, aaa, aaaa: the day of the week, which adds nothing to a date.</summary>
    Weekday,
    Hour,
    Minute,
    Second,

    /// <summary>AM/PM or 上午/下午: the half of the day, in the language's words.</summary>
    DayHalf,
}

/// <summary>One piece of a date format.</summary>
/// <param name="Part">What it stands for.</param>
/// <param name="Text">A literal's characters; empty for all others.</param>
internal readonly record struct DateToken(DatePart Part, string Text = "");
