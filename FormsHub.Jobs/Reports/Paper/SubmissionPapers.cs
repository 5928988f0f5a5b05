using System.Runtime.CompilerServices;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Receipts;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>Submissions as pages, a page or more for each; made when somebody asks, and nothing of them is stored.</summary>
public sealed class SubmissionPapers(
    SubmissionDetailReader submissions, Receipts.Receipts receipts, IBlobStore blobs, IPdfRenderer renderer, IOptions<ReportsOptions> options)
{
    /// <summary>What stands on the pages is kept in memory until all of them are counted.</summary>
    public const int MostSubmissions = 2_000;

    private const long MostPictureBytes = 1024L * 1024 * 1024;
    private const int LongestText = 4_000;

    /// <summary>Everything that one submission's paper says.</summary>
    /// <returns>null when there is no such submission.</returns>
    public Task<Receipt?> FindAsync(long submissionId, CancellationToken cancellationToken) => receipts.FindAsync(submissionId, cancellationToken);

    /// <summary>Writes one submission as PDF.</summary>
    /// <exception cref="PdfException">This machine cannot make PDF files.</exception>
    public Task WriteAsync(Receipt submission, Stream target, CancellationToken cancellationToken) =>
        renderer.RenderAsync(SubmissionPaper.Of(submission, blobs, options.Value.Paper), target, cancellationToken);

    /// <summary>Writes a page or more for each submission of a report.</summary>
    /// <returns>Submissions written.</returns>
    internal async Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
    {
        var limits = Limits();
        var blocks = new List<PdfBlock>();
        var count = 0L;
        await foreach (var submission in ReadAsync(source, cancellationToken))
        {
            blocks.AddRange(Part(source.Request, submission, new(), [], limits).Blocks);
            count++;
        }

        if (count == 0)
        {
            blocks.AddRange([new PdfMasthead("Submissions", source.Request.Form.Title, source.Request.Form.AskedBy), new PdfParagraph("There are none.", Muted: true)]);
        }

        await renderer.RenderAsync(PaperDocument.Of(source.Request, "submissions", blocks), target, cancellationToken);
        return count;
    }

    internal static AnswerLimits Limits() => new() { PictureBytes = MostPictureBytes, LongestText = LongestText, TellsProblems = true };

    /// <summary>The submissions of a report one by one, with all that their pages say.</summary>
    internal async IAsyncEnumerable<Receipt> ReadAsync(ReportSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in source.RowsAsync(cancellationToken))
        {
            if (await submissions.GetAsync(row.Id, cancellationToken) is { } detail)
            {
                yield return await receipts.OfAsync(detail, source.Request.Form, cancellationToken);
            }
        }
    }

    /// <summary>The pages of one submission among others.</summary>
    /// <param name="before">What stands before the code at the end.</param>
    internal (PdfPart Part, IReadOnlyList<PdfBlock> Blocks) Part(ReportRequest request, Receipt submission, PdfPartName name, IEnumerable<PdfBlock> before, AnswerLimits limits)
    {
        var part = new PdfPart(name, PaperWords.Name(submission.Submission.Row));
        var chosen = request.Query.Fields.Select(field => field.Id).ToHashSet();
        var values = submission.Submission.Values.Where(value => chosen.Contains(value.Field.Id)).ToList();
        return (part, [part, .. SubmissionPaper.Blocks(submission, values, before, blobs, limits)]);
    }
}
