using System.Globalization;

namespace FormsHub.Jobs.Submissions;

/// <summary>Reads days and moments as ISO 8601 writes them, and nothing looser.</summary>
internal static class Moments
{
    private static readonly string[] WallClocks = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF"];
    private static readonly string[] Instants =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryReadDay(string text, out DateTime day) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static bool TryReadWallClock(string text, out DateTime wallClock) =>
        DateTime.TryParseExact(text, WallClocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out wallClock);

    /// <summary>Reads a moment (UTC when it names no zone) or a whole day in UTC.</summary>
    /// <param name="text">Such as <c>2026-11-18</c> or <c>2026-11-18T15:30:00+01:00</c>.</param>
    /// <param name="moment">The moment, or the first of the day.</param>
    /// <param name="next">The first moment after it, one microsecond later or the next midnight.</param>
    public static bool TryReadInstant(string text, out DateTime moment, out DateTime next)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (TryReadDay(text, out var day))
        {
            moment = DateTime.SpecifyKind(day, DateTimeKind.Utc);
            next = NextDay(moment);
            return true;
        }

        // A plus that was not escaped arrives as a blank.
        var read = DateTime.TryParseExact(text.Replace(' ', '+'), Instants, CultureInfo.InvariantCulture, Utc, out moment);
        next = read ? NextMicrosecond(moment) : moment;
        return read;
    }

    /// <summary>The last day there is has no next one; nothing is submitted or entered then.</summary>
    public static DateTime NextDay(DateTime day) => day.Date == DateTime.MaxValue.Date ? DateTime.SpecifyKind(DateTime.MaxValue, day.Kind) : day.AddDays(1);

    /// <summary>PostgreSQL counts in microseconds.</summary>
    public static DateTime NextMicrosecond(DateTime moment) =>
        moment.Ticks > DateTime.MaxValue.Ticks - TimeSpan.TicksPerMicrosecond ? moment : moment.AddTicks(TimeSpan.TicksPerMicrosecond - (moment.Ticks % TimeSpan.TicksPerMicrosecond));
}
