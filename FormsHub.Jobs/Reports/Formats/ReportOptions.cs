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
}
