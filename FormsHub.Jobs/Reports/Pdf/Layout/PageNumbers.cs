namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>Which page is which: found while pages are counted, and said on them while they are drawn.</summary>
internal sealed class PageNumbers
{
    private readonly Dictionary<PdfPartName, (int Page, int Number)> _places = [];
    private readonly List<PdfInsertion> _insertions = [];

    /// <summary>Of the document with all that is put in later; 0 until the pages are counted.</summary>
    public int Count { get; set; }

    /// <summary>In the order of their pages.</summary>
    public IReadOnlyList<PdfInsertion> Insertions => _insertions;

    /// <param name="part">Which.</param>
    /// <param name="page">The page it begins on in the file that is drawn, from 1.</param>
    /// <param name="number">What stands at that page's foot.</param>
    public void Begin(PdfPart part, int page, int number) => _places[part.Name] = (page, number);

    public void Insert(int afterPage, int pages) => _insertions.Add(new(afterPage, pages));

    /// <summary>What stands at the foot of the part's first page; 0 until it is known.</summary>
    public int NumberOf(PdfPart part) => _places.GetValueOrDefault(part.Name).Number;

    /// <summary>Where the part begins in the file that is drawn; null until it is known.</summary>
    public int? PageOf(PdfPart part) => _places.TryGetValue(part.Name, out var place) ? place.Page : null;
}
