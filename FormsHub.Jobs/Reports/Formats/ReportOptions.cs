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
