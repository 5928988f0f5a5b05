using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Reports.Receipts;

/// <summary>Receipts of submissions, made whenever somebody asks for one: nothing of them is stored.</summary>
public sealed class Receipts(
    SubmissionDetailReader submissions,
    FormCatalog catalog,
    VerificationCodes codes,
    IPublicAddress address,
    IBlobStore blobs,
    IPdfRenderer renderer,
    IOptions<ReportsOptions> options)
{
    /// <returns>null when there is no such submission.</returns>
    public async Task<Receipt?> FindAsync(long submissionId, CancellationToken cancellationToken) =>
        await submissions.GetAsync(submissionId, cancellationToken) is { } submission && await catalog.GetAsync(submission.FormId, cancellationToken) is { } form
            ? await OfAsync(submission, form, cancellationToken)
            : null;

    /// <summary>The receipt of a submission that was read already.</summary>
    internal async Task<Receipt> OfAsync(SubmissionDetail submission, Form form, CancellationToken cancellationToken)
    {
        var code = await codes.OfAsync(submission.Row.Id, cancellationToken);
        return new Receipt { Submission = submission, Form = form, VerificationCode = code, VerifyUrl = $"{address.Address}/verify/{code}" };
    }

    /// <summary>Writes a receipt as PDF.</summary>
    /// <exception cref="PdfException">This machine cannot make PDF files.</exception>
    public Task WriteAsync(Receipt receipt, Stream target, CancellationToken cancellationToken) =>
        renderer.RenderAsync(ReceiptDocument.Of(receipt, blobs, options.Value.Paper), target, cancellationToken);

    /// <summary>Writes the receipt of a submission as PDF.</summary>
    /// <returns>false when there is no such submission; nothing is written then.</returns>
    /// <exception cref="PdfException">This machine cannot make PDF files.</exception>
    public async Task<bool> WriteAsync(long submissionId, Stream target, CancellationToken cancellationToken)
    {
        if (await FindAsync(submissionId, cancellationToken) is not { } receipt)
        {
            return false;
        }

        await WriteAsync(receipt, target, cancellationToken);
        return true;
    }
}
