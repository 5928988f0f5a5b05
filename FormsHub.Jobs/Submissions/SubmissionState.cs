namespace FormsHub.Jobs.Submissions;

/// <summary>How far a submission has come. Stored by number; shown as <c>received</c>, <c>normalized</c>, <c>needsAttention</c>, <c>failed</c>.</summary>
public enum SubmissionState : short
{
    /// <summary>Its bytes are stored; its values are not made yet.</summary>
    Received = 0,
    Normalized = 1,

    /// <summary>Its values are there, and something in them needs a person's eye.</summary>
    NeedsAttention = 2,

    /// <summary>Its form data cannot be read or is missing; the bytes are kept.</summary>
    Failed = 3,
}

/// <summary>What a reviewer decided. Stored by number.</summary>
public enum ReviewState : short
{
    New = 0,
    Approved = 1,
    Rejected = 2,
    OnHold = 3,
}
