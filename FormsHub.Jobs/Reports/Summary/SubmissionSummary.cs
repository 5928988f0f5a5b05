using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Reports.Summary;

/// <summary>What all submissions of a query say together: every count is over all rows that match, none over a sample.</summary>
/// <param name="Total">Submissions before anything narrowed them down.</param>
/// <param name="Matching">Submissions that were counted.</param>
/// <param name="Submitted">When they came (UTC).</param>
/// <param name="Fields">In the query's order.</param>
public sealed record SubmissionSummary(long Total, long Matching, TimeSummary? Submitted, IReadOnlyList<FieldSummary> Fields);

/// <summary>What the answers to one field are like; which parts there are depends on its kind.</summary>
public sealed record FieldSummary
{
    public required FormField Field { get; init; }

    /// <summary>Submissions with an answer, whether it fits the field or not.</summary>
    public long Answered { get; init; }

    /// <summary>Submissions without one.</summary>
    public long Missing { get; init; }

    /// <summary>Of the answered ones: with a value that does not fit its field and stands in no figure below.</summary>
    public long NotFitting { get; init; }

    /// <summary>Of a choice: labels with their counts, the most frequent first. Of a text: what was entered more than once.</summary>
    public IReadOnlyList<LabelCount> Labels { get; init; } = [];

    /// <summary>Answers beyond <see cref="Labels"/>.</summary>
    public long Others { get; init; }

    /// <summary>False where texts were not counted one by one, because nearly all of them differ.</summary>
    public bool LabelsCounted { get; init; } = true;

    public NumberSummary? Numbers { get; init; }

    public TimeSummary? Times { get; init; }

    /// <summary>Of a check box; null for other kinds.</summary>
    public YesNo? YesNo { get; init; }
}

/// <summary>A text and how often it was given.</summary>
public sealed record LabelCount(string Label, long Count);

/// <summary>A check box over all submissions.</summary>
public sealed record YesNo(long Yes, long No);

/// <summary>The numbers of a field. All are exact but the mean (ten decimals) and the median of an even count.</summary>
/// <param name="Step">Width of a bin, a round number; a bin holds what is at least its start and less than the next one's.</param>
/// <param name="Bins">Without gaps, from the lowest to the highest number.</param>
public sealed record NumberSummary(decimal Min, decimal Median, decimal Mean, decimal Max, decimal Step, IReadOnlyList<NumberBin> Bins);

/// <param name="Start">The lowest number that belongs into it.</param>
public sealed record NumberBin(decimal Start, long Count);

/// <summary>Moments by calendar unit.</summary>
/// <param name="Unit">Such that there are not too many.</param>
/// <param name="Points">Without gaps, in order.</param>
public sealed record TimeSummary(DateTime First, DateTime Last, TimeUnit Unit, IReadOnlyList<TimePoint> Points);

/// <param name="Start">Of the day, month, year, decade or century.</param>
public sealed record TimePoint(DateTime Start, long Count);

/// <summary>A calendar unit by which moments are counted; PostgreSQL knows it by its lower-case name.</summary>
public enum TimeUnit
{
    Day,
    Month,
    Year,
    Decade,
    Century,
}
