using System.Globalization;

namespace FormsHub.Jobs.Reports.Excel.Sheets;

/// <summary>A small sheet made in memory, cell by cell: what stands beside the table in an Excel file.</summary>
internal sealed class FreeSheet(string name, params double[] widths)
{
    private readonly List<FreeRow> _rows = [];

    /// <summary>Made unique when it is written.</summary>
    public string Name { get; set; } = name;

    /// <summary>Of the columns, in characters.</summary>
    public List<double> Widths { get; } = [.. widths];

    public IReadOnlyList<FreeRow> Rows => _rows;

    public List<SheetChart> Charts { get; } = [];

    /// <summary>Headers of a table that is the whole sheet and begins in its first cell; null for a sheet of another kind.</summary>
    public IReadOnlyList<string>? Table { get; init; }

    /// <summary>The cells of the table.</summary>
    public string TableRange => string.Create(CultureInfo.InvariantCulture, $"A1:{SheetWriter.ColumnName(Table!.Count - 1)}{Math.Max(_rows.Count, 2)}");

    public bool IsLandscape { get; init; }

    /// <summary>Per cent of its size on paper; null for as wide as the page.</summary>
    public int? Scale { get; init; }

    /// <summary>The last rows of pages.</summary>
    public List<int> RowBreaks { get; } = [];

    /// <summary>Number of the row that comes next, from 1.</summary>
    public int Next => _rows.Count == 0 ? 1 : _rows[^1].Number + 1;

    /// <summary>Adds a row below the last one. null leaves a cell out.</summary>
    /// <returns>Its number.</returns>
    public int Add(params FreeCell?[] cells) => AddRow(null, cells);

    /// <param name="points">Height of the row.</param>
    /// <param name="cells">From the first column on.</param>
    public int AddHigh(double points, params FreeCell?[] cells) => AddRow(points, cells);

    /// <summary>Leaves rows empty up to the one before this number.</summary>
    public void GoTo(int number)
    {
        while (Next < number)
        {
            Add();
        }
    }

    private int AddRow(double? height, FreeCell?[] cells)
    {
        _rows.Add(new FreeRow(Next, height, cells));
        return _rows[^1].Number;
    }
}

/// <summary>A row of a sheet.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Height">In points; null for what its texts need.</param>
/// <param name="Cells">From the first column on; null for none.</param>
internal sealed record FreeRow(int Number, double? Height, IReadOnlyList<FreeCell?> Cells);

/// <summary>A cell that FormsHub fills.</summary>
/// <param name="Style">How it looks.</param>
/// <param name="Text">What it says; null for a number or an empty cell.</param>
/// <param name="Number">What it counts; null for a text or an empty cell.</param>
internal sealed record FreeCell(CellStyle Style, string? Text, decimal? Number = null)
{
    public FreeCell(CellStyle style, decimal number) : this(style, null, number)
    {
    }
}

/// <summary>The looks of cells on further sheets: numbers of cellXfs in <see cref="ExcelStyles"/>.</summary>
internal enum CellStyle
{
    Plain = 0,
    TableHeader = 1,
    Text = 4,
    Title = 8,
    Muted = 9,
    Heading = 10,
    ColumnHead = 11,
    ColumnHeadRight = 12,
    Label = 13,
    Count = 14,
    Share = 15,
    Figure = 16,
    Name = 17,
    Wrapped = 18,
    Code = 19,
}
