using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>A file that somebody asks for: which submissions, which columns in which order, and how it is made.</summary>
public sealed record ReportRequest
{
    public required Form Form { get; init; }

    /// <summary>Its fields are those that <see cref="Columns"/> name, in that order: only they are read.</summary>
    public required SubmissionQuery Query { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<SubmissionColumn> Columns { get; init; }
    public required ReportOptions Options { get; init; }

    /// <summary>Every field of the form, chosen or not, in display order.</summary>
    public required IReadOnlyList<FormField> AllFields { get; init; }

    /// <summary>The words it was read from: the same request can be asked again with them.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Pairs { get; init; }

    /// <summary>Who asked, for the report's own words.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>The file is kept: a smaller one is worth the time.</summary>
    public bool IsKept { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}

/// <summary>The outcome of reading a request: the request, or what is wrong with which parameter.</summary>
/// <param name="Request">null when it cannot be understood.</param>
/// <param name="Problems">Empty when it can.</param>
public sealed record ReportRequestResult(ReportRequest? Request, IReadOnlyList<QueryProblem> Problems);
