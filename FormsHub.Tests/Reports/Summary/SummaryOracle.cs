using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports.Summary;

/// <summary>Sums submissions up in memory, from the rules and without SQL.</summary>
internal static class SummaryOracle
{
    public static void Check(FieldSummary actual, IReadOnlyList<TestSubmission> matching)
    {
        var field = actual.Field;
        var kind = FieldKind.Of(field);
        var columns = matching.Select(submission => Column(field, submission)).Where(value => value.Kind != ValueKind.Empty).ToList();
        var aside = matching.Where(submission => Column(field, submission).Kind == ValueKind.Empty && Entries(field, submission).Any()).ToList();
        Assert.Equal(columns.Count + aside.Count, actual.Answered);
        Assert.Equal(matching.Count - columns.Count - aside.Count, actual.Missing);
        Assert.Equal(aside.Count(submission => Entries(field, submission).Any(entry => entry.Problem is not null)), actual.NotFitting);
        if (!field.ColumnReady)
        {
            var texts = matching.SelectMany(submission => Entries(field, submission)).Select(entry => entry.Choice ?? entry.Text);
            CheckLabels(actual, kind == ColumnKind.Blob ? [] : texts, repeated: true);
            return;
        }

        switch (kind)
        {
            case ColumnKind.Text or ColumnKind.Choice:
                CheckLabels(actual, columns.Select(value => value.Text!), repeated: kind == ColumnKind.Text);
                break;
            case ColumnKind.Boolean:
                Assert.Equal(new YesNo(columns.Count(value => value.Boolean), columns.Count(value => !value.Boolean)), actual.YesNo);
                break;
            case ColumnKind.Number:
                CheckNumbers(actual.Numbers, [.. columns.Select(value => value.Number).Order()]);
                break;
            case ColumnKind.Date or ColumnKind.Timestamp:
                CheckTimes(actual.Times, [.. columns.Select(value => value.Moment).Order()]);
                break;
        }
    }

    public static void CheckTimes(TimeSummary? actual, IReadOnlyList<DateTime> moments)
    {
        Assert.Equal(moments.Count == 0, actual is null);
        if (actual is not null)
        {
            Assert.Equal((moments[0], moments[^1]), (actual.First, actual.Last));
            Assert.Equal(moments.Count, actual.Points.Sum(point => point.Count));
            Assert.Equal(TimeUnit.Day, actual.Unit);
            Assert.Equal(Enumerable.Range(0, (moments[^1].Date - moments[0].Date).Days + 1).Select(day => moments[0].Date.AddDays(day)), actual.Points.Select(point => point.Start));
            Assert.All(actual.Points, point => Assert.Equal(moments.Count(moment => moment.Date == point.Start), point.Count));
        }
    }

    private static void CheckLabels(FieldSummary actual, IEnumerable<string> texts, bool repeated)
    {
        var all = texts.ToList();
        var expected = all.GroupBy(text => text, StringComparer.Ordinal).Select(group => new LabelCount(group.Key, group.Count()))
            .Where(label => !repeated || label.Count > 1).OrderByDescending(label => label.Count).ToList();
        Assert.Equal(expected.Take(actual.Labels.Count).Select(label => label.Count), actual.Labels.Select(label => label.Count));
        Assert.Subset(expected.ToHashSet(), actual.Labels.ToHashSet());
        Assert.Equal(Math.Min(expected.Count, repeated ? 10 : SummarySql.MostLabels), actual.Labels.Count);
        if (actual.Field.ColumnReady)
        {
            Assert.Equal(all.Count - actual.Labels.Sum(label => label.Count), actual.Others);
        }
    }

    private static void CheckNumbers(NumberSummary? actual, IReadOnlyList<decimal> numbers)
    {
        Assert.Equal(numbers.Count == 0, actual is null);
        if (actual is null)
        {
            return;
        }

        Assert.Equal((numbers[0], numbers[^1]), (actual.Min, actual.Max));
        Assert.Equal(Math.Round(numbers.Average(), 10), actual.Mean, 9);
        Assert.Equal((numbers[(numbers.Count - 1) / 2] + numbers[numbers.Count / 2]) / 2, actual.Median, 9);
        Assert.InRange(actual.Bins.Count, 1, 14);
        Assert.All(actual.Bins, bin => Assert.Equal(numbers.Count(number => number >= bin.Start && number < bin.Start + actual.Step), bin.Count));
        Assert.All(actual.Bins.Zip(actual.Bins.Skip(1)), pair => Assert.Equal(pair.First.Start + actual.Step, pair.Second.Start));
        Assert.Equal(numbers.Count, actual.Bins.Sum(bin => bin.Count));
    }

    private static FieldValue Column(FormField field, TestSubmission submission) =>
        field.ColumnReady && submission.HasRow && submission.Columns.TryGetValue(field.Id, out var value) ? value : FieldValue.Empty;

    private static IEnumerable<LedgerEntry> Entries(FormField field, TestSubmission submission) => submission.Ledger.Where(entry => entry.FieldId == field.Id);
}
