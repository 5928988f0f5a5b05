namespace FormsHub.Jobs.Reports.Excel.Sheets;

/// <summary>A chart over cells: whoever has the file can restyle it and change its numbers.</summary>
internal sealed record SheetChart
{
    /// <summary>What it shows, for those who do not see it.</summary>
    public required string Title { get; init; }

    public required SheetChartKind Kind { get; init; }

    /// <summary>The sheet whose cells it shows; it may be another one than the chart's own.</summary>
    public required FreeSheet Data { get; init; }

    /// <summary>Of the labels, from 0; the counts stand to the right of them.</summary>
    public int Column { get; init; }

    /// <summary>The first cell, from 1.</summary>
    public required int FirstRow { get; init; }

    /// <summary>What the cells hold, so that it is shown before the cells are read.</summary>
    public required IReadOnlyList<(string Label, long Count)> Points { get; init; }

    /// <summary>The cells that it covers, from 0: left, top, and the first ones right of it and below.</summary>
    public required (int Left, int Top, int Right, int Bottom) Place { get; init; }
}

/// <summary>The form of a chart.</summary>
internal enum SheetChartKind
{
    /// <summary>Lying bars, for words.</summary>
    Bars,

    /// <summary>Standing columns, for times.</summary>
    Columns,

    /// <summary>Columns without gaps, for classes of numbers.</summary>
    Histogram,
}
