namespace FormsHub.Jobs.Reports.Summary;

/// <summary>One figure of a summary, as every statement of it answers.</summary>
/// <param name="FieldId">0: of the submissions themselves.</param>
internal sealed record SummaryRow(int FieldId, SummaryPart Part, string? Text, decimal? Number, DateTime? Moment, long? Count);

/// <summary>Which figure a row is. In SQL by number.</summary>
internal enum SummaryPart
{
    /// <summary>Submissions that match.</summary>
    Matching,

    /// <summary>Submissions with a value in the field's column.</summary>
    Filled,

    /// <summary>Submissions whose only answer is in the exception ledger.</summary>
    Aside,

    /// <summary>Of the ones aside: with a problem.</summary>
    NotFitting,
    Yes,
    Min,
    Mean,
    Max,
    Median,

    /// <summary>A histogram's bin: its start as number, its width as text.</summary>
    Bin,
    First,
    Last,

    /// <summary>A calendar unit: its start as moment, its name as text.</summary>
    Point,
    Label,
}
