using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Receipts;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>Values, states and times as a page for people says them.</summary>
internal static class PaperWords
{
    /// <summary>Who reads paper cannot ask what failed.</summary>
    public static string Of(SubmissionState state) => state == SubmissionState.Failed ? "Could not be read" : StateWords.Of(state);

    /// <summary>Numbers keep every digit and are not grouped: they may be years or case numbers.</summary>
    public static string Of(in FieldValue value) => value.Kind switch
    {
        ValueKind.Text => value.Text!,
        ValueKind.Number => NumberText.Plain(value.Number),
        ValueKind.Boolean => value.Boolean ? "Yes" : "No",
        ValueKind.Date => Day(value.Moment),
        ValueKind.Timestamp => Moment(value.Moment),
        ValueKind.Blob => BlobText.Describe(value.Blob!),
        _ => "",
    };

    /// <summary>For sums and means, which are quantities: thousands apart, fewer decimals the larger they are.</summary>
    public static string Quantity(decimal number) => number.ToString(Math.Abs(number) switch { < 1 => "0.######", < 1_000 => "0.####", _ => "#,0.##" }, CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Day(DateTime moment) => moment.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTime moment) => moment.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <param name="utc">As the submission keeps it.</param>
    /// <returns>In the form's zone, which the page names elsewhere.</returns>
    public static string Moment(Form form, DateTime utc) => Moment(ReceiptTime.In(form, utc).DateTime);

    /// <summary>Whose page it is: its number, and who it is from.</summary>
    public static string Name(SubmissionRow row) => row.Submitter is { Length: > 0 } submitter ? $"No. {Count(row.Number)} · {submitter}" : $"No. {Count(row.Number)}";
}
