using System.Text.RegularExpressions;

namespace FormsHub.Jobs.Forms;

/// <summary>What clocks do at a local time.</summary>
public enum ClockChange
{
    /// <summary>The time comes once.</summary>
    None,

    /// <summary>Clocks go forward over it: it does not come at all.</summary>
    Skipped,

    /// <summary>Clocks go back over it: it comes twice.</summary>
    Repeated,
}

/// <summary>Local times of a zone and the instants they mean.</summary>
public static partial class ZonedTime
{
    /// <summary>Names of zones with today's rules, in their order, UTC first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["UTC", .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/') && TryFind(id, out _)).Order(StringComparer.Ordinal)];

    /// <param name="name">An IANA name; others of the same zone, such as <c>Asia/Calcutta</c>, are known too.</param>
    /// <param name="zone">The zone of that name.</param>
    public static bool TryFind(string name, out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        // The name becomes part of a path: nothing but a name of a zone is looked for.
        return name == "UTC" || (IanaName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone!) && zone.HasIanaId);
    }

    /// <summary>The zone of a stored name; UTC when this machine does not know it.</summary>
    public static TimeZoneInfo ZoneOf(Form form) => TryFind(form.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The instant that a clock in the zone calls so. Of a time that comes twice the first; for one that does not come, what the clock would show that missed the change.</summary>
    public static (DateTimeOffset At, ClockChange Change) Of(DateTime local, TimeZoneInfo zone)
    {
        // The offsets around it, asked by instants: what the framework says about local times is wrong where summer is the standard time (Dublin).
        var asUtc = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(asUtc.AddDays(-1)), zone.GetUtcOffset(asUtc.AddDays(1)));
        var (early, late) = (asUtc - before, asUtc - after);
        var (isEarly, isLate) = (zone.GetUtcOffset(early) == before, zone.GetUtcOffset(late) == after);
        return before != after && isEarly && isLate ? (early, ClockChange.Repeated)
            : !isEarly && !isLate ? (early, ClockChange.Skipped)
            : (isEarly ? early : late, ClockChange.None);
    }

    /// <summary>What a clock in the zone shows at that instant.</summary>
    public static DateTimeOffset In(TimeZoneInfo zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    [GeneratedRegex("^[A-Za-z]{2,20}(/[A-Za-z0-9_+-]{1,30}){1,2}$", RegexOptions.None, 1000)]
    private static partial Regex IanaName();
}
