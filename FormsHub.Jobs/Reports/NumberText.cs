using System.Globalization;

namespace FormsHub.Jobs.Reports;

/// <summary>Numbers in words for people.</summary>
public static class NumberText
{
    /// <summary>Every digit, nothing grouped: it may be a year or a case number.</summary>
    public const string PlainFormat = "0.############################";

    /// <summary>A quantity: its thousands grouped, and as exact as people need it.</summary>
    public const string GroupedFormat = "#,0.##########";

    public static string Plain(decimal number) => number.ToString(PlainFormat, CultureInfo.InvariantCulture);

    /// <summary><c>0 %</c>, <c>under 1 %</c>, <c>67 %</c>; never rounded up to all or down to nothing.</summary>
    /// <param name="percent">0 to 100.</param>
    /// <param name="culture">Whose separators.</param>
    public static string Share(double percent, CultureInfo culture) => percent switch
    {
        > 0 and < 1 => "under 1 %",
        > 99 and < 100 => "over 99 %",
        _ => string.Create(culture, $"{percent:N0} %"),
    };
}
