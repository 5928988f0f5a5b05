using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Receipts;

/// <summary>What a receipt says: one submission, and how anybody can check that it was received.</summary>
public sealed record Receipt
{
    public required SubmissionDetail Submission { get; init; }
    public required Form Form { get; init; }

    /// <summary>See <see cref="Submissions.VerificationCode"/>.</summary>
    public required string VerificationCode { get; init; }

    /// <summary>The page that tells what is known of the code.</summary>
    public required string VerifyUrl { get; init; }

    /// <summary>What a download of it is called.</summary>
    public string FileName => $"{Form.Slug}-{Submission.Row.Number}-receipt.pdf";
}
