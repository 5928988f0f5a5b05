using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>Places one block, first to count the pages and then to draw it, in the same way.</summary>
internal abstract class BlockWriter : IDisposable
{
    public static BlockWriter Of(PdfBlock block) => block switch
    {
        PdfMasthead masthead => new MastheadWriter(masthead),
        PdfHeading heading => new HeadingWriter(heading),
        PdfParagraph paragraph => new ParagraphWriter(paragraph),
        PdfFacts facts => new FactsWriter(facts),
        PdfKeyValues values => new KeyValuesWriter(values),
        PdfPicture picture => new PictureWriter(picture),
        PdfChart chart => new ChartWriter([chart.Chart]),
        PdfCharts charts => new ChartWriter(charts.Charts),
        PdfPart part => new PartWriter(part),
        PdfContents contents => new ContentsWriter(contents),
        PdfInsertedPages pages => new InsertedPagesWriter(pages),
        PdfPanel panel => new PanelWriter(panel),
        PdfSpace space => new SpaceWriter(space),
        PdfTable table => new TableWriter(table),
        _ => throw new ArgumentException($"There is nobody who writes a {block.GetType().Name}.", nameof(block)),
    };

    /// <summary>Rows of a table that it has written.</summary>
    public virtual long Rows => 0;

    /// <param name="turn">The caller's; lent to others while something else is waited for.</param>
    /// <param name="pauseAsync">Gives to the reader what is drawn, and lets others work; awaited again and again by whatever is long.</param>
    public virtual ValueTask PlaceAsync(PageFlow flow, Turn turn, Func<ValueTask> pauseAsync, CancellationToken cancellationToken)
    {
        Place(flow);
        return ValueTask.CompletedTask;
    }

    public virtual void Dispose()
    {
    }

    /// <summary>For blocks that are short.</summary>
    protected virtual void Place(PageFlow flow)
    {
    }
}
