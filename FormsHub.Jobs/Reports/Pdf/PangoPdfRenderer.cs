using FormsHub.Jobs.Reports.Pdf.Blocks;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;
using FormsHub.Jobs.Reports.Pdf.Native;

namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>Makes PDF files with Pango, which sets text of every script, and Cairo, which writes it as text.</summary>
/// <remarks>Each document is laid out twice, because every page names the number of all pages. What is kept meanwhile does not grow with the pages.</remarks>
public sealed class PangoPdfRenderer(TimeProvider clock) : IPdfRenderer, IDisposable
{
    internal const string LibrariesAreMissing = "The libraries that make PDF files are missing or too old: install the Debian packages libpango-1.0-0 and libpangocairo-1.0-0.";

    // Pango needs one; this one means none.
    private const string UnknownLanguage = "xx";

    private FontMap? _fonts;

    public async Task<PdfSummary> RenderAsync(PdfDocument document, Stream target, CancellationToken cancellationToken)
    {
        try
        {
            using var output = new PdfOutput(target);
            var summary = await MakeAsync(document, output, cancellationToken);
            await output.FinishAsync(cancellationToken);
            return summary;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new PdfException(LibrariesAreMissing, e);
        }
    }

    public void Dispose()
    {
        using var turn = Turn.Begin();
        _fonts?.Dispose();
        _fonts = null;
    }

    private async Task<PdfSummary> MakeAsync(PdfDocument document, PdfOutput output, CancellationToken cancellationToken)
    {
        using var turn = await Turn.BeginAsync(cancellationToken);
        using var typesetter = new Typesetter(_fonts ??= new FontMap(), document.Language ?? UnknownLanguage) { IsRightToLeft = IsRightToLeft(document) };
        var frame = new PageFrame(document);
        var writers = document.Blocks.Select(BlockWriter.Of).ToList();
        try
        {
            var numbers = new PageNumbers();
            PageFlow Flow(Canvas? canvas, PdfFile? target) => new(frame, typesetter, canvas, target, numbers) { HeadNote = document.HeadNote };
            var pages = await PlaceAsync(writers, Flow(null, null), document.BeginsWithMasthead, turn, turn.LetOthersAsync, cancellationToken);
            using var file = new PdfFile(output, frame.PaperWidth, frame.PaperHeight, document.Language ?? "");
            Describe(file, document);
            ValueTask PauseAsync() => output.IsFull ? turn.WaitAsync(output.HandOnAsync(cancellationToken)) : turn.LetOthersAsync();
            var drawn = await PlaceAsync(writers, Flow(new Canvas(file), file), document.BeginsWithMasthead, turn, PauseAsync, cancellationToken);
            if (drawn != pages)
            {
                throw new InvalidOperationException($"{drawn} pages were drawn where {pages} had been counted.");
            }

            file.Finish();
            return new PdfSummary(pages, writers.Sum(writer => writer.Rows)) { Insertions = numbers.Insertions };
        }
        finally
        {
            writers.ForEach(writer => writer.Dispose());
        }
    }

    /// <returns>The number of pages.</returns>
    private static async Task<int> PlaceAsync(List<BlockWriter> writers, PageFlow flow, bool beginsWithMasthead, Turn turn, Func<ValueTask> pauseAsync, CancellationToken cancellationToken)
    {
        using var root = flow.Canvas?.Begin("Document") ?? default;
        flow.BeginPage(beginsWithMasthead);
        foreach (var writer in writers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.PlaceAsync(flow, turn, pauseAsync, cancellationToken);
            flow.Typesetter.Forget();
            await pauseAsync();
        }

        return flow.End();
    }

    private void Describe(PdfFile file, PdfDocument document)
    {
        var now = clock.GetUtcNow();
        file.Describe(PdfMetadata.Title, document.Title);
        file.Describe(PdfMetadata.Author, document.Author);
        file.Describe(PdfMetadata.Subject, document.Subject);
        file.Describe(PdfMetadata.Creator, "FormsHub");
        file.DescribeTime(PdfMetadata.CreationDate, now);
        file.DescribeTime(PdfMetadata.ModificationDate, now);
    }

    private static bool IsRightToLeft(PdfDocument document) => document.Language?.Split('-')[0].ToLowerInvariant() switch
    {
        "ar" or "ckb" or "dv" or "fa" or "he" or "iw" or "ps" or "sd" or "ug" or "ur" or "yi" => true,
        null => TextDirection.IsRightToLeft(document.Title) == true,
        _ => false,
    };
}
