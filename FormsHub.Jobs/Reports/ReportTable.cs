using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports;

/// <summary>A table on its way into a file: named columns and rows of typed cells, streamed.</summary>
public sealed record ReportTable
{
    /// <summary>The title of the sheet or page.</summary>
    public required string Title { get; init; }
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>One array a row, one cell a column, in column order. The array may be reused for the next row: copy what must stay.</summary>
    public required IAsyncEnumerable<FieldValue[]> Rows { get; init; }
}

/// <summary>A column of a report.</summary>
/// <param name="Header">Unique among the report's columns and never empty.</param>
/// <param name="Kind">What its cells usually hold; a single cell may hold text all the same.</param>
public sealed record ReportColumn(string Header, ColumnKind Kind);
