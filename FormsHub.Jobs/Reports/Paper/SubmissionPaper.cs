using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Receipts;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>One submission on paper, for those who work with it: a page that says what came, from whom, and what became of it.</summary>
internal static class SubmissionPaper
{
    private const int LongestNote = 4_000;

    /// <summary>A whole document of one submission.</summary>
    public static PdfDocument Of(Receipt submission, IBlobStore blobs, PaperSize paper)
    {
        var fields = submission.Submission.Values.Select(value => value.Field);
        return new PdfDocument
        {
            Title = $"{submission.Form.Title}: submission no. {PaperWords.Count(submission.Submission.Row.Number)}",
            Author = submission.Form.AskedBy ?? "FormsHub",
            Subject = $"Verification code {submission.VerificationCode}",
            Language = PaperLanguage.Of(submission.Form, fields),
            Paper = paper,
            BeginsWithMasthead = true,
            HeadNote = submission.VerificationCode,
            FootNote = $"Kept by FormsHub. Times are in {ReceiptTime.ZoneOf(submission.Form)}.",
            Blocks = [.. Blocks(submission, submission.Submission.Values, [], blobs, new AnswerLimits { TellsProblems = true })],
        };
    }

    /// <param name="submission">What is known of it.</param>
    /// <param name="values">Those that are shown.</param>
    /// <param name="before">What stands before the code at the end.</param>
    /// <param name="blobs">Where its pictures are.</param>
    /// <param name="limits">Those of the whole document.</param>
    public static IEnumerable<PdfBlock> Blocks(
        Receipt submission, IReadOnlyList<SubmittedValue> values, IEnumerable<PdfBlock> before, IBlobStore blobs, AnswerLimits limits)
    {
        var detail = submission.Submission;
        yield return new PdfMasthead("Submission", submission.Form.Title, submission.Form.AskedBy) { Bookmark = PaperWords.Name(detail.Row) };
        yield return Facts(submission);
        if (detail.Reason is { Length: > 0 } reason)
        {
            yield return new PdfSpace(4);
            yield return new PdfParagraph(ShownText.Cut(reason, LongestNote)) { IsWarning = true };
        }

        if (detail.Note is { Length: > 0 } note)
        {
            yield return new PdfHeading("Reviewer’s note", 2) { IsBookmark = false };
            yield return new PdfParagraph(ShownText.Cut(note, LongestNote));
        }

        if (detail.Row.State == SubmissionState.Failed)
        {
            yield return new PdfParagraph("The answers could not be read from what arrived. Everything that arrived is kept as it came.");
        }

        foreach (var (title, some) in Groups(values))
        {
            yield return new PdfHeading(title) { IsBookmark = false };
            foreach (var block in ReceiptAnswers.Of(some, blobs, limits))
            {
                yield return block;
            }
        }

        foreach (var block in before)
        {
            yield return block;
        }

        yield return Panel(submission);
    }

    private static PdfFacts Facts(Receipt submission)
    {
        var (detail, row) = (submission.Submission, submission.Submission.Row);
        var received = ReceiptTime.In(submission.Form, row.SubmittedAt);
        string?[] late = [row.Late ? "after the form was closed" : null, detail.Trashed ? "in the trash" : null];
        var way = row.Role is { } role ? string.Join(" · ", ((string?[])[$"as {role}", row.Case]).OfType<string>()) : row.Submitter is null ? "No name was given" : null;
        return new PdfFacts(
        [
            new PdfFact("Submission", $"No. {PaperWords.Count(row.Number)}", string.Join(", ", late.Append($"version {PaperWords.Count(row.Version)} of the form").OfType<string>())),
            new PdfFact("Received", received.ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture), ReceiptTime.Describe(submission.Form, received)),
            new PdfFact("By", row.Submitter ?? "Anonymous", way),
            new PdfFact("Review", StateWords.Of(row.Review), row.State == SubmissionState.Normalized ? null : PaperWords.Of(row.State)),
        ]);
    }

    /// <summary>By who fills them, where more than one role does; what the form does not know comes last.</summary>
    private static IEnumerable<(string Title, IReadOnlyList<SubmittedValue> Values)> Groups(IReadOnlyList<SubmittedValue> values)
    {
        var known = values.Where(value => value.Field.Definition is not null || !value.Field.IsObserved).ToList();
        var roles = known.GroupBy(RoleOf, StringComparer.Ordinal).ToList();
        if (roles.Count(role => role.Key.Length > 0) > 1)
        {
            foreach (var role in roles)
            {
                yield return (role.Key.Length == 0 ? "For everybody" : $"For {role.Key}", [.. role]);
            }
        }
        else if (known.Count > 0)
        {
            yield return ("Answers", known);
        }

        if (values.Except(known).ToList() is { Count: > 0 } others)
        {
            yield return (known.Count == 0 ? "Answers" : "Also received", others);
        }
    }

    private static string RoleOf(SubmittedValue value) => value.Field.Definition?.Role ?? "";

    private static PdfPanel Panel(Receipt submission) => new(QrCode.Of(submission.VerifyUrl),
    [
        new PdfPanelLine("Verification code", submission.VerificationCode, IsCode: true),
        new PdfPanelLine(null, submission.VerifyUrl, Muted: true) { Link = submission.VerifyUrl },
        Hash("Fingerprint of the document (SHA-256)", submission.Submission.DocumentSha256, "The document itself has not arrived yet."),
        Hash("Fingerprint of the form data (SHA-256)", submission.Submission.FormDataSha256, "It came without form data."),
    ])
    {
        Link = submission.VerifyUrl,
    };

    private static PdfPanelLine Hash(string label, byte[]? sha256, string none) =>
        sha256 is null ? new(label, none, Muted: true) : new(label, Convert.ToHexStringLower(sha256), IsCode: true, Muted: true);
}
