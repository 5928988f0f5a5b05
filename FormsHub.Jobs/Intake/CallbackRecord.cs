using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Intake;

/// <summary>What is known about a callback when its transaction begins: all statements of sql/callbacks take their parameters from it.</summary>
internal sealed record CallbackRecord
{
    public required string DocumentKey { get; init; }

    /// <summary>null when the body could not be read as a callback.</summary>
    public Callback? Callback { get; init; }

    /// <summary>Redacted; null when nothing was verified.</summary>
    public string? Claims { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Monotonic time of receipt, for the duration.</summary>
    public required long Started { get; init; }

    /// <summary>A remark for the operator; null when there is none.</summary>
    public string? Error { get; init; }

    public string SavePath { get; init; } = "";

    public BlobReference? Document { get; init; }

    public BlobReference? Changes { get; init; }

    public BlobReference? FormData { get; init; }

    /// <summary>Why a submission starts as failed; null when normalization can begin.</summary>
    public string? Reason { get; init; }

    /// <summary>The document editing service called the document corrupted.</summary>
    public bool Corrupted { get; init; }

    /// <summary>No callback brought it: it was found among the Document Server's forgotten files.</summary>
    public bool Recovered { get; init; }
}
