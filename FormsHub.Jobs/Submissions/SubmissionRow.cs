namespace FormsHub.Jobs.Submissions;

/// <summary>One submission with its values, as lists and files show it.</summary>
public sealed record SubmissionRow
{
    public required long Id { get; init; }

    /// <summary>Counts up within the form.</summary>
    public required int Number { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTime SubmittedAt { get; init; }

    /// <summary>The name of whoever pressed the button; null when nobody knows.</summary>
    public string? Submitter { get; init; }

    /// <summary>The number of the form version that was filled.</summary>
    public required int Version { get; init; }
    public required SubmissionState State { get; init; }
    public required ReviewState Review { get; init; }

    /// <summary>Whether the filled document itself is stored or still missing.</summary>
    public required bool HasDocument { get; init; }

    /// <summary>It came after the form was closed.</summary>
    public required bool Late { get; init; }

    /// <summary>The role that submitted; null where the form has one or none.</summary>
    public string? Role { get; init; }

    /// <summary>The document's name on its way from role to role: the case's reference, or its number in words; null without a role.</summary>
    public string? Case { get; init; }

    /// <summary>One cell a field, in the order of the query's fields. While a whole list is streamed the array is used again: it is good until the next row is asked for.</summary>
    public required FieldValue[] Values { get; init; }
}

/// <summary>Some rows of a list, and where it goes on.</summary>
/// <param name="Rows">In the query's order.</param>
/// <param name="Next">What to ask with for the rows after these; null when these are the last.</param>
public sealed record SubmissionPage(IReadOnlyList<SubmissionRow> Rows, SubmissionCursor? Next);

/// <summary>How many submissions there are.</summary>
/// <param name="Total">All of the form's (that are not in the trash, unless the query looks there).</param>
/// <param name="Matching">Those that the query's conditions leave.</param>
public readonly record struct SubmissionCount(long Total, long Matching);
