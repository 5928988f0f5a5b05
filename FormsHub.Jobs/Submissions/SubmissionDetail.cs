using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Submissions;

/// <summary>One submission with everything that is known about it.</summary>
public sealed record SubmissionDetail
{
    public required SubmissionRow Row { get; init; }
    public required int FormId { get; init; }
    public required string FormSlug { get; init; }
    public required string FormTitle { get; init; }
    public required string DocumentKey { get; init; }
    public string? SubmitterId { get; init; }

    /// <summary>The reviewer's words.</summary>
    public string? Note { get; init; }

    /// <summary>Why it failed or needs attention, for a person.</summary>
    public string? Reason { get; init; }
    public bool Trashed { get; init; }
    public DateTime? NormalizedAt { get; init; }
    public byte[]? DocumentSha256 { get; init; }
    public byte[]? ChangesSha256 { get; init; }
    public byte[]? FormDataSha256 { get; init; }

    /// <summary>Fields of the filled version and whatever else came in; a repeated field has several.</summary>
    public required IReadOnlyList<SubmittedValue> Values { get; init; }

    /// <summary>What the Document Server told about the document, the oldest first.</summary>
    public required IReadOnlyList<SubmissionEvent> Timeline { get; init; }
}

/// <summary>One value of one submission.</summary>
/// <param name="Field">As the filled version defines it.</param>
/// <param name="Value">Typed; the text as it came when it did not fit.</param>
/// <param name="Text">What the editor sent (of a picture a description); null when nothing of this field came in.</param>
/// <param name="Choice">The option that was chosen; null for other fields and for free text.</param>
/// <param name="Problem">Why it does not fit its type; null when it does.</param>
public sealed record SubmittedValue(FormField Field, FieldValue Value, string? Text, FieldOption? Choice, string? Problem);

/// <summary>A callback about the submission's document.</summary>
public sealed record SubmissionEvent
{
    public required long Id { get; init; }
    public int? Status { get; init; }
    public int? ForcesaveType { get; init; }
    public required string Outcome { get; init; }
    public string? Error { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required int DurationMs { get; init; }
}
