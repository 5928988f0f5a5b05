namespace FormsHub.Jobs.Sessions;

/// <summary>Who was in a document according to one callback.</summary>
/// <param name="Id">Of the callback event: the order in which they came.</param>
/// <param name="At">When it was signed; callbacks overtake each other, and the sender's own clock orders them.</param>
/// <param name="People">How many are inside after it; 0 for every status but 1.</param>
public readonly record struct PresenceEvent(long Id, string DocumentKey, DateTimeOffset At, int People);

/// <summary>A stretch of time in which somebody was in a session's documents.</summary>
/// <param name="IsOpen">It has not ended yet.</param>
public readonly record struct Stay(DateTimeOffset From, DateTimeOffset Until, bool IsOpen)
{
    public TimeSpan Length => Until - From;
}

/// <summary>When somebody was in a session's documents, found from who is inside and never from counting who came and went.</summary>
/// <remarks>
/// Two windows of one person are one person in <c>users</c>; who leaves and comes back within the save delay never left; a status 4 may be
/// followed by 1 and 2 under the same key. Whoever opens the session under two keys at once is counted once.
/// </remarks>
public static class Presence
{
    /// <returns>In order, without overlaps.</returns>
    public static IReadOnlyList<Stay> StaysOf(IEnumerable<PresenceEvent> events, DateTimeOffset now)
    {
        var stays = events.GroupBy(said => said.DocumentKey, StringComparer.Ordinal).SelectMany(key => OfKey(key, now));
        return Merge(stays.OrderBy(stay => stay.From).ThenBy(stay => stay.Until));
    }

    public static TimeSpan Total(IEnumerable<Stay> stays) => TimeSpan.FromTicks(stays.Sum(stay => stay.Length.Ticks));

    private static IEnumerable<Stay> OfKey(IEnumerable<PresenceEvent> events, DateTimeOffset now)
    {
        DateTimeOffset? from = null;
        DateTimeOffset heard = default;
        foreach (var said in events.OrderBy(said => said.At).ThenBy(said => said.Id))
        {
            if (from is { } since && said.At - heard > SessionClock.LongestStay)
            {
                // Nobody said when they left: the last that is known is that somebody was there.
                yield return new Stay(since, heard, IsOpen: false);
                from = null;
            }

            heard = said.At;
            if (said.People > 0)
            {
                from ??= said.At;
            }
            else if (from is { } start)
            {
                yield return new Stay(start, said.At, IsOpen: false);
                from = null;
            }
        }

        if (from is { } still)
        {
            var isOpen = now - heard <= SessionClock.LongestStay;
            yield return new Stay(still, isOpen && now > heard ? now : heard, isOpen);
        }
    }

    private static List<Stay> Merge(IEnumerable<Stay> ordered)
    {
        var merged = new List<Stay>();
        foreach (var stay in ordered)
        {
            if (merged is [.., var last] && stay.From <= last.Until)
            {
                merged[^1] = new Stay(last.From, stay.Until > last.Until ? stay.Until : last.Until, last.IsOpen || stay.IsOpen);
            }
            else
            {
                merged.Add(stay);
            }
        }

        return merged;
    }
}
