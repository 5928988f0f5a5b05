namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>A table whose head is repeated on every page. Its rows are read once, while they come.</summary>
/// <param name="Columns">At least one, at most <see cref="MostColumns"/>.</param>
/// <param name="Rows">One text a column; the array may be used again for the next row.</param>
public sealed record PdfTable(IReadOnlyList<PdfColumn> Columns, IAsyncEnumerable<string[]> Rows) : PdfBlock
{
    /// <summary>More would be narrower than two letters.</summary>
    public const int MostColumns = 60;

    /// <summary>The most characters of a cell that are shown; a longer text is cut, and the cut told.</summary>
    public const int MostCharacters = 4_000;

    /// <summary>Stands there instead of rows when there are none.</summary>
    public string NothingText { get; init; } = "None.";

    /// <summary>Gives a last row that stands out, one text a column; asked when all rows have been read. Null for none.</summary>
    public Func<string[]>? Foot { get; init; }
}

/// <summary>A column.</summary>
/// <param name="Header">Its name.</param>
/// <param name="IsNumber">Its cells are set to the right, digit below digit.</param>
public sealed record PdfColumn(string Header, bool IsNumber = false);
