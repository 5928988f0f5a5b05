namespace FormsHub.Jobs.Reports.Formats;

/// <summary>The values that an option of a format takes, for pages that offer them.</summary>
public static class ReportOptionChoices
{
    /// <returns>In the order they are offered. None is usual where a format decides by what it is asked for.</returns>
    public static IReadOnlyList<ReportOptionChoice> Of(IReportFormat format, string option) =>
        [.. ReportOptionsReading.ValuesOf(option).Select(value => new ReportOptionChoice(value.Text, value.Apply(format.Usual) == format.Usual))];
}

/// <summary>A value of an option.</summary>
/// <param name="Value">As a request writes it.</param>
/// <param name="IsUsual">It is what the format does when nothing is asked.</param>
public sealed record ReportOptionChoice(string Value, bool IsUsual);
