using System.Globalization;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Receipts;

/// <summary>A receipt as a document: what was asked, when it was answered and by whom, the answers, and how to check all of it.</summary>
public static class ReceiptDocument
{
    /// <param name="blobs">Where the pictures are.</param>
    public static PdfDocument Of(Receipt receipt, IBlobStore blobs, PaperSize paper)
    {
        var (submission, form) = (receipt.Submission, receipt.Form);
        var number = submission.Row.Number.ToString("N0", CultureInfo.InvariantCulture);
        return new PdfDocument
        {
            Title = $"Receipt no. {number}: {form.Title}",
            Author = form.AskedBy ?? "FormsHub",
            Subject = $"Submission no. {number}, verification code {receipt.VerificationCode}",
            Language = "en",
            Paper = paper,
            BeginsWithMasthead = true,
            HeadNote = receipt.VerificationCode,
            FootNote = $"Received and kept by FormsHub. Times are in {ReceiptTime.ZoneOf(form)}.",
            Blocks =
            [
                new PdfMasthead("Receipt", form.Title, form.AskedBy),
                Facts(receipt, number),
                new PdfHeading("What was answered"),
                .. ReceiptAnswers.Of(submission, blobs),
                Panel(receipt),
            ],
        };
    }

    private static PdfFacts Facts(Receipt receipt, string number)
    {
        var row = receipt.Submission.Row;
        var received = ReceiptTime.In(receipt.Form, row.SubmittedAt);
        return new PdfFacts(
        [
            new PdfFact("Submission", $"No. {number}", row.Late ? "Received after the form was closed" : null),
            new PdfFact("Received", received.ToString("d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture), ReceiptTime.Describe(receipt.Form, received)),
            new PdfFact("By", row.Submitter ?? "Anonymous", row.Submitter is null ? "No name was given" : null),
        ]);
    }

    private static PdfPanel Panel(Receipt receipt) => new(QrCode.Of(receipt.VerifyUrl),
    [
        new PdfPanelLine("Verification code", receipt.VerificationCode, IsCode: true),
        new PdfPanelLine(null, "Whoever holds this receipt can check it: scan the code, or type it at the address below.", Muted: true),
        new PdfPanelLine(null, receipt.VerifyUrl, Muted: true) { Link = receipt.VerifyUrl },
        receipt.Submission.DocumentSha256 is { } sha256
            ? new PdfPanelLine("Fingerprint of the submitted document (SHA-256)", Convert.ToHexStringLower(sha256), IsCode: true, Muted: true)
            : new PdfPanelLine("Fingerprint of the submitted document (SHA-256)", "The document itself has not arrived yet; the answers above have.", Muted: true),
    ])
    {
        Link = receipt.VerifyUrl,
    };
}
