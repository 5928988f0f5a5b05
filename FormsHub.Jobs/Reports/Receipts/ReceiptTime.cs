using System.Globalization;
using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Reports.Receipts;

/// <summary>Times on a receipt: in the form's zone, which is named.</summary>
internal static class ReceiptTime
{
    /// <param name="utc">As the submission keeps it.</param>
    public static DateTimeOffset In(Form form, DateTime utc) => TimeZoneInfo.ConvertTime(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)), FindZone(form));

    public static string ZoneOf(Form form) => FindZone(form) is var zone && zone == TimeZoneInfo.Utc ? "UTC" : zone.Id;

    /// <summary>Such as <c>Europe/Berlin (UTC+01:00)</c>: alone, a zone's name leaves two hours open when clocks are put back.</summary>
    public static string Describe(Form form, DateTimeOffset time) =>
        ZoneOf(form) is "UTC" ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"{ZoneOf(form)} (UTC{time:zzz})");

    // A machine may know fewer zones than the one where the form's was chosen.
    private static TimeZoneInfo FindZone(Form form) => TimeZoneInfo.TryFindSystemTimeZoneById(form.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
