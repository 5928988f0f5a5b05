namespace FormsHub.Jobs.Submissions;

/// <summary>States of submissions as people call them.</summary>
public static class StateWords
{
    public static string Of(SubmissionState state) => state switch
    {
        SubmissionState.Received => "Received",
        SubmissionState.Normalized => "Complete",
        SubmissionState.NeedsAttention => "Needs attention",
        SubmissionState.Failed => "Failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Of(ReviewState review) => review switch
    {
        ReviewState.New => "New",
        ReviewState.Approved => "Approved",
        ReviewState.Rejected => "Rejected",
        ReviewState.OnHold => "On hold",
        _ => throw new ArgumentOutOfRangeException(nameof(review)),
    };
}
