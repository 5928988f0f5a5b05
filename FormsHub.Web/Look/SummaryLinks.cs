using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Web.Look;

/// <summary>From a figure of the summary to the submissions it counts: the list with one filter more.</summary>
public sealed class SummaryLinks(ListAddress list)
{
    private const string Day = "yyyy-MM-dd";

    public string Label(FormField field, string label) => Plus(field, "eq:" + label);

    public string YesNo(FormField field, bool value) => Plus(field, value ? "eq:true" : "eq:false");

    public string Missing(FormField field) => Plus(field, "empty");

    public string Bin(FormField field, NumberBin bin, decimal step)
    {
        var from = KeyValuePair.Create(Name(field), "gte:" + bin.Start.ToString(CultureInfo.InvariantCulture));
        return bin.Start > decimal.MaxValue - step
            ? list.Plus([from])
            : list.Plus([from, KeyValuePair.Create(Name(field), "lt:" + (bin.Start + step).ToString(CultureInfo.InvariantCulture))]);
    }

    public string Times(FormField field, TimePoint point, TimeUnit unit)
    {
        var from = KeyValuePair.Create(Name(field), "gte:" + point.Start.ToString(Day, CultureInfo.InvariantCulture));
        return LastDay(point.Start, unit) is { } last
            ? list.Plus([from, KeyValuePair.Create(Name(field), "lte:" + last.ToString(Day, CultureInfo.InvariantCulture))])
            : list.Plus([from]);
    }

    /// <summary>When they were submitted: replaces the period the list has.</summary>
    public string Submitted(TimePoint point, TimeUnit unit) =>
        list.With([KeyValuePair.Create("from", point.Start.ToString(Day, CultureInfo.InvariantCulture)), KeyValuePair.Create("to", LastDay(point.Start, unit)?.ToString(Day, CultureInfo.InvariantCulture) ?? "")]);

    private string Plus(FormField field, string filter) => list.Plus(Name(field), filter);

    private static string Name(FormField field) => SubmissionQueryParser.FilterPrefix + field.Name;

    private static DateTime? LastDay(DateTime start, TimeUnit unit)
    {
        var years = unit switch { TimeUnit.Year => 1, TimeUnit.Decade => 10, TimeUnit.Century => 100, _ => 0 };
        return start.Year + years > DateTime.MaxValue.Year ? null
            : unit == TimeUnit.Day ? start
            : unit == TimeUnit.Month ? new DateTime(start.Year, start.Month, DateTime.DaysInMonth(start.Year, start.Month))
            : start.AddYears(years).AddDays(-1);
    }
}
