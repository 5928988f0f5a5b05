using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Receipts;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Editor;

/// <summary>What a respondent may take along after the submission, while its page may be seen: the receipt, and the document where its author allows it.</summary>
internal static class RespondentFilesEndpoint
{
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReceiptAsync(
        string token, HttpContext context, Door door, Confirmations confirmations, Receipts receipts, CancellationToken cancellationToken)
    {
        context.Response.ForRespondent();
        if (await door.SessionAsync(context, token, Admission.Answered, cancellationToken) is null
            || await confirmations.FindAsync(token, cancellationToken) is not { } confirmation)
        {
            return NothingYet();
        }

        // A page or two: made whole first, so that a failure is an error and not half a file.
        using var receipt = new MemoryStream();
        try
        {
            if (!await receipts.WriteAsync(confirmation.SubmissionId, receipt, cancellationToken))
            {
                return NothingYet();
            }
        }
        catch (PdfException)
        {
            // Said in the log when the program started; the respondent can do nothing about it.
            return TypedResults.Problem(
                "Your answers are received, but receipts cannot be made at the moment. Your verification code proves the same.",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        context.ForbidAllContent();
        return TypedResults.File(receipt.ToArray(), "application/pdf", $"{confirmation.FormSlug}-{confirmation.Number}-receipt.pdf");
    }

    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> CopyAsync(
        string token, HttpContext context, Door door, Confirmations confirmations, IBlobStore blobs, CancellationToken cancellationToken)
    {
        context.Response.ForRespondent();
        if (await door.SessionAsync(context, token, Admission.Answered, cancellationToken) is null
            || await confirmations.FindAsync(token, cancellationToken) is not { } confirmation)
        {
            return NothingYet();
        }

        if (!confirmation.AllowCopy)
        {
            return TypedResults.Problem("This form gives no copies. Ask whoever sent it to you.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (confirmation.DocumentSha256 is not { } sha256 || blobs.OpenRead(sha256) is not { } content)
        {
            return TypedResults.Problem(
                "Your answers are received; the document itself has not arrived yet. Try again later.", statusCode: StatusCodes.Status404NotFound);
        }

        context.ForbidAllContent();
        var isPdf = confirmation.MediaType == "application/pdf";
        return TypedResults.File(
            content, isPdf ? "application/pdf" : "application/octet-stream", $"{confirmation.FormSlug}-{confirmation.Number}.{(isPdf ? "pdf" : "bin")}");
    }

    private static ProblemHttpResult NothingYet() => TypedResults.Problem(
        "There is nothing to download: nothing was submitted with this link yet, or it is no link of ours.", statusCode: StatusCodes.Status404NotFound);
}
