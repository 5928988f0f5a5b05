using System.Text.RegularExpressions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>The values that an option of a format takes, for pages that offer them: what is refused says what is taken.</summary>
public static partial class ReportOptionChoices
{
    private const string NoValue = "\u0001";

    /// <returns>In the order they are named; empty for an option that takes more than a few words.</returns>
    public static IReadOnlyList<ReportOptionChoice> Of(IReportFormat format, string option)
    {
        var options = format.Usual;
        var reason = ReportOptionsReading.Take(ref options, option, NoValue) ?? "";
        return [.. Quoted().Matches(reason).Select(match => match.Groups[1].Value).Distinct().Select(value => Try(format, option, value)).OfType<ReportOptionChoice>()];
    }

    private static ReportOptionChoice? Try(IReportFormat format, string option, string value)
    {
        var options = format.Usual;
        return ReportOptionsReading.Take(ref options, option, value) is null ? new(value, options == format.Usual) : null;
    }

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}

/// <summary>A value of an option.</summary>
/// <param name="Value">As a request writes it.</param>
/// <param name="IsUsual">It is what the format does when nothing is asked.</param>
public sealed record ReportOptionChoice(string Value, bool IsUsual);
