using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Submissions;

/// <summary>Which submissions of a form, and in what order: the one question that lists, counts, exports and reports ask.</summary>
public sealed record SubmissionQuery
{
    public required int FormId { get; init; }

    /// <summary>The form's fields as they were when the question was asked; the cells of every row come in this order.</summary>
    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>Submitted at or after this moment; null for no bound.</summary>
    public DateTime? From { get; init; }

    /// <summary>Submitted before this moment (excluded); null for no bound.</summary>
    public DateTime? Before { get; init; }

    /// <summary>Numbers of form versions; empty for all.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [];

    /// <summary>Empty for all.</summary>
    public IReadOnlyList<SubmissionState> States { get; init; } = [];

    /// <summary>Empty for all.</summary>
    public IReadOnlyList<ReviewState> Reviews { get; init; } = [];

    /// <summary>Names of the roles that submitted; empty for all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Words and phrases that must all occur in the submission's texts, in any place and case.</summary>
    public IReadOnlyList<string> Search { get; init; } = [];

    /// <summary>Conditions on fields that must all hold.</summary>
    public IReadOnlyList<FieldFilter> Filters { get; init; } = [];
    public SubmissionSort Sort { get; init; } = SubmissionSort.NewestFirst;

    /// <summary>Look into the trash instead of at what is not in it.</summary>
    public bool Trashed { get; init; }

    /// <summary>Leaves out what was stored after a report began: submissions with a higher id; null for no bound. It narrows nothing down.</summary>
    public long? HighestId { get; init; }

    /// <summary>Whether anything narrows the form's submissions down, so that fewer may match than there are.</summary>
    public bool IsNarrowed =>
        From is not null || Before is not null || Versions.Count > 0 || States.Count > 0 || Reviews.Count > 0 || Roles.Count > 0 || Search.Count > 0 || Filters.Count > 0;

    /// <summary>Every submission of a form, the newest first.</summary>
    public static SubmissionQuery All(int formId, IReadOnlyList<FormField> fields) => new() { FormId = formId, Fields = fields };
}

/// <summary>What submissions are ordered by. Submissions without a value come last either way; equal values follow the order of arrival.</summary>
/// <param name="Key">What is compared.</param>
/// <param name="Field">The field when <paramref name="Key"/> says so, else null.</param>
/// <param name="Descending">The largest first.</param>
public sealed record SubmissionSort(SortKey Key, FormField? Field, bool Descending)
{
    public static readonly SubmissionSort NewestFirst = new(SortKey.SubmittedAt, null, Descending: true);

    /// <summary>As it is written in a query: <c>submittedAt</c>, <c>number</c> or the field's name, with <c>-</c> in front when descending.</summary>
    public override string ToString() => (Descending ? "-" : "") + Key switch
    {
        SortKey.SubmittedAt => SubmissionQueryParser.SubmittedAt,
        SortKey.Number => SubmissionQueryParser.Number,
        _ => Field!.Name,
    };
}

/// <summary>What a sort compares.</summary>
public enum SortKey
{
    SubmittedAt,
    Number,
    Field,
}
