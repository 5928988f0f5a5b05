using System.Globalization;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Sessions;

/// <summary>Which of a form's fill sessions: one question for the list, the funnel and the API.</summary>
/// <param name="Progress">null for all.</param>
/// <param name="Search">Part of a name, e-mail address or reference, or a session's own short reference; null for everybody.</param>
/// <param name="From">The first moment a session was made in; null for any.</param>
/// <param name="To">The first moment after the period; null for any.</param>
public sealed record SessionQuery(int FormId, SessionProgress? Progress, string? Search, DateTimeOffset? From, DateTimeOffset? To)
{
    public const int LongestSearch = 200;

    /// <summary>For ILIKE: what was typed is text, not a pattern.</summary>
    internal string? Pattern => Search is null
        ? null
        : $"%{PostgresText.Clean(Search).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    /// <summary>The sessions whose ids begin with the short reference that was typed; null for text that is none.</summary>
    internal (Guid First, Guid Last)? Ids
    {
        get
        {
            var digits = (Search ?? "").Replace("-", "", StringComparison.Ordinal);
            return digits.Length == SessionReference.Digits
                && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)
                ? (Guid.Parse(digits + new string('0', 24)), Guid.Parse(digits + new string('f', 24)))
                : null;
        }
    }
}

/// <summary>What a respondent names when asking about a session, such as <c>7F3A-91C2</c>: enough to find it, not to open it.</summary>
public static class SessionReference
{
    internal const int Digits = 8;

    public static string Of(Guid id)
    {
        var digits = id.ToString("N", CultureInfo.InvariantCulture).ToUpperInvariant();
        return $"{digits[..4]}-{digits[4..Digits]}";
    }
}

/// <summary>Where a list of sessions goes on. It names a place between rows, so sessions that are made meanwhile do not shift it.</summary>
public sealed record SessionCursor(DateTimeOffset CreatedAt, Guid Id)
{
    /// <returns>null for a text that is no cursor.</returns>
    public static SessionCursor? Parse(string text) =>
        text.Split('-') is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(id, "N", out var guid)
            ? new(new DateTimeOffset(at, TimeSpan.Zero), guid)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks}-{Id:N}");
}
