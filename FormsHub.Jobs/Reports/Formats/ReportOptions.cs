using FormsHub.Jobs.Reports.Pdf;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>How a file is made. A format knows some of these and takes no others.</summary>
public sealed record ReportOptions
{
    /// <summary><c>labels</c>: what the columns are called.</summary>
    public ReportHeaders Headers { get; init; } = ReportHeaders.Labels;

    /// <summary><c>separator</c>: what stands between two cells of a CSV.</summary>
    public char Separator { get; init; } = ',';

    /// <summary><c>bom</c>: begin a CSV with the mark by which Excel knows UTF-8.</summary>
    public bool ByteOrderMark { get; init; } = true;

    /// <summary><c>quote</c>: every cell of a CSV, not only those that need it.</summary>
    public bool QuoteAll { get; init; }

    /// <summary><c>guard</c>: keep a spreadsheet from running a CSV's texts as formulas.</summary>
    public bool GuardFormulas { get; init; } = true;

    /// <summary><c>choices</c>: each option of a choice has a column of its own.</summary>
    public bool SplitChoices { get; init; }

    /// <summary><c>pictures</c>: what stands in the cell of a picture or signature.</summary>
    public ReportPictures Pictures { get; init; } = ReportPictures.Links;

    /// <summary><c>summary</c>: add what all submissions say together; null where that is not too many.</summary>
    public bool? Summary { get; init; }

    /// <summary><c>layout</c>: what a PDF file looks like.</summary>
    public PdfLayout Layout { get; init; } = PdfLayout.Register;

    /// <summary><c>charts</c>: show the answers of a register as charts before its table.</summary>
    public bool Charts { get; init; } = true;

    /// <summary><c>paper</c>: the size of a PDF file's pages.</summary>
    public PaperSize Paper { get; init; } = PaperSize.A4;

    /// <summary><c>documents</c>: put the filled documents into an archive.</summary>
    public bool Documents { get; init; } = true;

    /// <summary><c>images</c>: put pictures and signatures into an archive.</summary>
    public bool Images { get; init; } = true;

    /// <summary><c>data</c>: put the form data into an archive as they came.</summary>
    public bool Data { get; init; } = true;
}

/// <summary>What stands in the cell of a picture or signature.</summary>
public enum ReportPictures
{
    /// <summary>The address under which it is found.</summary>
    Links,

    /// <summary>The picture, as long as there are not too many or too large ones.</summary>
    Thumbnails,

    /// <summary>Its kind and size.</summary>
    None,
}

/// <summary>What a PDF file of submissions looks like.</summary>
public enum PdfLayout
{
    /// <summary>One table of all, with charts before it.</summary>
    Register,

    /// <summary>A page for each, or more.</summary>
    Pages,

    /// <summary>A page for each, and behind it the document that was received.</summary>
    Bundle,
}
