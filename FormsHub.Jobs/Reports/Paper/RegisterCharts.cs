using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Charts;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>What submissions say together as charts: when they came, then each field that can be shown so, in the order of the columns.</summary>
internal static class RegisterCharts
{
    private const int MostCharts = 40;
    private const int MostBars = 12;
    private const int MostColumns = 62;

    public static IReadOnlyList<Chart> Of(SubmissionSummary summary) =>
        [.. summary.Fields.Select(Of).Prepend(summary.Submitted is { } times ? Of("Submissions", times) : null).OfType<Chart>().Take(MostCharts)];

    private static Chart? Of(FieldSummary field)
    {
        var title = field.Field.Label.Length > 0 ? field.Field.Label : field.Field.Name;
        return field switch
        {
            { Numbers: { } numbers } => SummaryCharts.Of(field) is { } chart ? chart with { Title = $"{title} · mean {PaperWords.Quantity(Math.Round(numbers.Mean, 2))}" } : null,
            { Times: { } times } => Of(title, times),
            { YesNo: null } when !SaysSomething(field) => null,
            _ => SummaryCharts.Of(field, MostBars, withMissing: true) is { } chart ? chart with { Title = title } : null,
        };
    }

    /// <summary>Of texts only those that repeat say something together.</summary>
    private static bool SaysSomething(FieldSummary field) =>
        FieldKind.Of(field.Field) == ColumnKind.Choice || field.Labels.Sum(label => label.Count) * 2 >= field.Answered;

    private static Chart? Of(string title, TimeSummary times) =>
        times.Points.Count > MostColumns ? null : SummaryCharts.Of($"{title} by {times.Unit.ToString().ToLowerInvariant()}", times);
}
