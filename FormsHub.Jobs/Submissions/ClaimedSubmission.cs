namespace FormsHub.Jobs.Submissions;

/// <summary>A submission that this worker holds until its transaction ends.</summary>
internal sealed record ClaimedSubmission
{
    public required long Id { get; init; }
    public required int FormId { get; init; }
    public required int FormVersionId { get; init; }

    /// <summary>The version's number within the form.</summary>
    public required int Version { get; init; }
    public required int Number { get; init; }
    public required DateTime SubmittedAt { get; init; }
    public bool Trashed { get; init; }
    public short Attempts { get; init; }

    /// <summary>Null when the submission came without form data.</summary>
    public byte[]? FormDataSha256 { get; init; }

    /// <summary>In bytes; 0 when there is none.</summary>
    public long FormDataSize { get; init; }
}
