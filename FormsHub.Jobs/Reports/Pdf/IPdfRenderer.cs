namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>Makes PDF files of documents. The boundary to whatever program library sets and draws them.</summary>
public interface IPdfRenderer
{
    /// <summary>Writes the whole file. Nothing is written before every page is known; what fails later leaves no valid file.</summary>
    /// <param name="document">What is on the pages.</param>
    /// <param name="target">Written to asynchronously only, and never read or sought.</param>
    /// <exception cref="PdfException">The machine lacks what PDF files are made with.</exception>
    Task<PdfSummary> RenderAsync(PdfDocument document, Stream target, CancellationToken cancellationToken);
}

/// <summary>What became of a document.</summary>
/// <param name="Pages">At least one.</param>
/// <param name="Rows">Rows of all its tables.</param>
public readonly record struct PdfSummary(int Pages, long Rows)
{
    /// <summary>Where other pages are to be put in, in the order of the blocks that said so.</summary>
    public IReadOnlyList<PdfInsertion> Insertions { get; init; } = [];

    public PdfSummary()
        : this(0, 0)
    {
    }
}

/// <summary>Pages of other files that the page numbers already count.</summary>
/// <param name="AfterPage">Of the file as it is, from 1.</param>
/// <param name="Pages">How many.</param>
public readonly record struct PdfInsertion(int AfterPage, int Pages);

/// <summary>A PDF file cannot be made on this machine, or its making failed inside the libraries that do it.</summary>
public sealed class PdfException(string message, Exception? inner = null) : Exception(message, inner);
