using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Receipts;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper.Bundles;

/// <summary>Submissions as one file for the archive or the table: a cover with contents, then each one's page and behind it the received document, unchanged.</summary>
/// <remarks>Memory holds the pages' texts only. Documents go as files from the blob store through qpdf into the result.</remarks>
internal sealed class Bundle(SubmissionPapers papers, SubmissionFiles files, IBlobStore blobs, IPdfRenderer renderer, ScratchFolders scratch)
{
    public const int MostSubmissions = 1_000;

    private const string PagesFile = "pages.pdf";
    private const string ResultFile = "bundle.pdf";

    // Each look is a process of its own.
    private static readonly int AtOnce = Math.Clamp(Environment.ProcessorCount, 1, 4);

    // Each takes a qpdf, which may take gigabytes.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <returns>Submissions written.</returns>
    public async Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
    {
        // If the process dies below, the folder stays until a sweep finds that nobody holds its lock.
        using var folder = scratch.Create();
        var (made, count) = await MakeAsync(source, folder, cancellationToken);

        // Whoever takes the file slowly keeps nobody else from making theirs.
        await using var result = File.OpenRead(folder.FileOf(made));
        await result.CopyToAsync(target, cancellationToken);
        return count;
    }

    /// <returns>The name of the finished file, and the submissions in it.</returns>
    private async Task<(string File, long Count)> MakeAsync(ReportSource source, ScratchFolder folder, CancellationToken cancellationToken)
    {
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            var (parts, count) = await PartsAsync(source, folder, cancellationToken);
            var summary = await RenderAsync(source, parts, folder, cancellationToken);
            var documents = parts.Where(part => part.Document.File is not null).Select(part => part.Document.File!).ToList();
            if (documents.Count == 0)
            {
                return (PagesFile, count);
            }

            await Qpdf.MergeAsync(
                folder.Path, PagesFile, summary.Pages, summary.Insertions.Zip(documents, (place, document) => (place.AfterPage, document)), ResultFile, cancellationToken);
            return (ResultFile, count);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private async Task<(List<Piece> Pieces, long Count)> PartsAsync(ReportSource source, ScratchFolder folder, CancellationToken cancellationToken)
    {
        var documents = new BundledDocuments(folder, files, blobs);
        var limits = SubmissionPapers.Limits();
        var pieces = new List<Piece>();
        var some = new List<Receipt>();
        await foreach (var submission in papers.ReadAsync(source, cancellationToken))
        {
            some.Add(submission);
            if (some.Count == AtOnce)
            {
                await AddAsync();
            }
        }

        await AddAsync();
        return (pieces, pieces.Count);

        async Task AddAsync()
        {
            // Waits for all of them, also when one fails: nobody writes into the folder any more when it goes.
            var taken = await Task.WhenAll(some.Select(submission => documents.TakeAsync(submission.Submission, cancellationToken)));
            pieces.AddRange(some.Zip(taken, (submission, document) => PieceOf(source, submission, document, limits)));
            some.Clear();
        }
    }

    private Piece PieceOf(ReportSource source, Receipt submission, BundledDocument document, AnswerLimits limits)
    {
        var (part, blocks) = papers.Part(source.Request, submission, new(), [Told(document)], limits);
        var row = submission.Submission.Row;
        var entry = new PdfContentsEntry(
            part, $"{PaperWords.Name(row)} · {PaperWords.Moment(source.Request.Form, row.SubmittedAt)}",
            document.Problem is { } problem ? $"Without its document. {problem}" : $"with {PaperWords.Count(document.Pages, "page", "pages")} as received")
        {
            IsWarning = document.Problem is not null,
        };
        return new(entry, blocks, document);
    }

    private async Task<PdfSummary> RenderAsync(ReportSource source, List<Piece> pieces, ScratchFolder folder, CancellationToken cancellationToken)
    {
        var request = source.Request;
        var appended = pieces.Count(piece => piece.Document.File is not null);
        List<PdfBlock> blocks =
        [
            new PdfMasthead("Bundle of submissions", request.Form.Title, request.Form.AskedBy),
            new PdfParagraph(FilterText.Sentence(request.Query), Muted: true),
            new PdfFacts(
            [
                new("Submissions", PaperWords.Count(pieces.Count)),
                new("Documents in it", PaperWords.Count(appended), "unchanged, as they were received"),
                new("Documents missing", PaperWords.Count(pieces.Count - appended), appended == pieces.Count ? null : "named below and on their pages"),
            ]),
            new PdfHeading("Contents"),
            pieces.Count == 0 ? new PdfParagraph("There are none.", Muted: true) : new PdfContents([.. pieces.Select(piece => piece.Entry)]),
        ];
        foreach (var piece in pieces)
        {
            blocks.AddRange(piece.Blocks);
            if (piece.Document.File is not null)
            {
                blocks.Add(new PdfInsertedPages(piece.Document.Pages));
            }
        }

        await using var file = new FileStream(folder.FileOf(PagesFile), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        return await renderer.RenderAsync(PaperDocument.Of(request, "bundle of submissions", blocks), file, cancellationToken);
    }

    private static PdfParagraph Told(BundledDocument document) => document.Problem is { } problem
        ? new($"The received document is not appended. {problem}") { IsWarning = true }
        : new($"The received document follows, {PaperWords.Count(document.Pages, "page", "pages")}.", Muted: true);

    private sealed record Piece(PdfContentsEntry Entry, IReadOnlyList<PdfBlock> Blocks, BundledDocument Document);
}
