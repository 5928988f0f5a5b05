using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Summary;

/// <summary>Puts the figures of a summary together, field by field.</summary>
internal static class SummaryAssembly
{
    /// <summary>A histogram has some dozen bins; numbers that lie far apart get the ones that hold something, without the empty ones between.</summary>
    private const int MostEmptyBins = 100;

    public static SubmissionSummary Of(IReadOnlyList<FormField> fields, long total, IReadOnlyList<SummaryRow> rows, IReadOnlySet<int> unlikeTexts)
    {
        var byField = rows.ToLookup(row => row.FieldId);
        var matching = Count(byField[0], SummaryPart.Matching);
        return new SubmissionSummary(
            total, matching, Times(byField[0]), [.. fields.Select(field => Of(field, [.. byField[field.Id]], matching, unlikeTexts.Contains(field.Id)))]);
    }

    private static FieldSummary Of(FormField field, IReadOnlyList<SummaryRow> rows, long matching, bool isUnlike)
    {
        var filled = Count(rows, SummaryPart.Filled);
        var answered = filled + Count(rows, SummaryPart.Aside);
        var labels = rows.Where(row => row.Part == SummaryPart.Label).Select(row => new LabelCount(row.Text!, row.Count!.Value))
            .OrderByDescending(label => label.Count).ThenBy(label => label.Label, StringComparer.Ordinal).ToList();
        var kind = FieldKind.Of(field);
        return new FieldSummary
        {
            Field = field,
            Answered = answered,
            Missing = matching - answered,
            NotFitting = Count(rows, SummaryPart.NotFitting),
            Labels = labels,
            Others = kind is ColumnKind.Choice or ColumnKind.Text ? Math.Max(0, (field.ColumnReady ? filled : answered) - labels.Sum(label => label.Count)) : 0,
            LabelsCounted = !isUnlike,
            Numbers = Numbers(rows),
            Times = Times(rows),
            YesNo = field.ColumnReady && kind == ColumnKind.Boolean ? new YesNo(Count(rows, SummaryPart.Yes), filled - Count(rows, SummaryPart.Yes)) : null,
        };
    }

    private static NumberSummary? Numbers(IReadOnlyList<SummaryRow> rows)
    {
        if (Number(rows, SummaryPart.Min) is not { } min)
        {
            return null;
        }

        var counted = rows.Where(row => row.Part == SummaryPart.Bin).OrderBy(row => row.Number).ToList();
        var step = decimal.Parse(counted[0].Text!, CultureInfo.InvariantCulture);
        return new NumberSummary(
            min, Number(rows, SummaryPart.Median)!.Value, Number(rows, SummaryPart.Mean)!.Value, Number(rows, SummaryPart.Max)!.Value, step, WithoutGaps(counted, step));
    }

    private static List<NumberBin> WithoutGaps(IReadOnlyList<SummaryRow> counted, decimal step)
    {
        var bins = new List<NumberBin>();
        foreach (var row in counted)
        {
            var start = row.Number!.Value;
            for (var empty = 0; bins.Count > 0 && bins[^1].Start + step < start && empty < MostEmptyBins; empty++)
            {
                bins.Add(new NumberBin(bins[^1].Start + step, 0));
            }

            bins.Add(new NumberBin(start, row.Count!.Value));
        }

        return bins;
    }

    private static TimeSummary? Times(IEnumerable<SummaryRow> rows)
    {
        var points = rows.Where(row => row.Part == SummaryPart.Point).OrderBy(row => row.Moment).ToList();
        if (points.Count == 0)
        {
            return null;
        }

        var unit = Enum.Parse<TimeUnit>(points[0].Text!, ignoreCase: true);
        var filled = new List<TimePoint>();
        foreach (var point in points)
        {
            var start = Finite(point.Moment!.Value, unit);
            while (filled.Count > 0 && Next(filled[^1].Start, unit) < start)
            {
                filled.Add(new TimePoint(Next(filled[^1].Start, unit), 0));
            }

            filled.Add(new TimePoint(start, point.Count!.Value));
        }

        return new TimeSummary(
            rows.Single(row => row.Part == SummaryPart.First).Moment!.Value, rows.Single(row => row.Part == SummaryPart.Last).Moment!.Value, unit, filled);
    }

    // The last day there is counts as infinity in PostgreSQL, which is in no unit.
    private static DateTime Finite(DateTime start, TimeUnit unit) => start != DateTime.MaxValue ? start : unit switch
    {
        TimeUnit.Day => start.Date,
        TimeUnit.Month => new(9999, 12, 1),
        TimeUnit.Year => new(9999, 1, 1),
        TimeUnit.Decade => new(9990, 1, 1),
        _ => new(9901, 1, 1),
    };

    private static DateTime Next(DateTime start, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => start.AddDays(1),
        TimeUnit.Month => start.AddMonths(1),
        TimeUnit.Year => start.AddYears(1),
        TimeUnit.Decade => start.AddYears(10),
        _ => start.AddYears(100),
    };

    private static long Count(IEnumerable<SummaryRow> rows, SummaryPart part) => rows.FirstOrDefault(row => row.Part == part)?.Count ?? 0;

    private static decimal? Number(IEnumerable<SummaryRow> rows, SummaryPart part) => rows.FirstOrDefault(row => row.Part == part)?.Number;
}
