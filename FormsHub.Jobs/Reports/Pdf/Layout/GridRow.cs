namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>A text and where it stands in its row.</summary>
internal readonly record struct GridCell(TextBox Box, double X, string? Tag = null);

/// <summary>Texts side by side that belong together: a row of a table, a label and its value, or a paragraph alone.</summary>
internal static class GridRow
{
    // A row is only split where at least so many lines of a cell stay on either page.
    private const int FewestLines = 3;

    /// <param name="above">Room above the texts, on each page that has a part of the row.</param>
    /// <param name="below">Room below them.</param>
    /// <param name="tag">What the row is; null when only its cells are something.</param>
    /// <param name="counted">Its height when the pages were counted; null when it is to be measured.</param>
    /// <returns>Its height, were it on one page.</returns>
    public static double Place(PageFlow flow, ReadOnlySpan<GridCell> cells, double above, double below, string? tag = null, double? counted = null)
    {
        var baseline = LowestBaseline(cells);
        var height = counted ?? above + Highest(cells, baseline) + below;
        Span<int> starts = stackalloc int[cells.Length];
        Span<int> ends = stackalloc int[cells.Length];
        starts.Clear();
        if (height > flow.Room && height <= flow.WholePage && !flow.IsPageEmpty && !TrySplit(cells, starts, ends, flow.Room - above - below, isForced: false))
        {
            flow.BeginPage();
        }

        if (height <= flow.Room)
        {
            Draw(flow, cells, flow.Take(height) + above, baseline, tag);
        }
        else
        {
            PlaceInParts(flow, cells, starts, ends, above, below, tag);
        }

        return height;
    }

    private static void PlaceInParts(PageFlow flow, ReadOnlySpan<GridCell> cells, Span<int> starts, Span<int> ends, double above, double below, string? tag)
    {
        while (true)
        {
            if (!TrySplit(cells, starts, ends, flow.Room - above - below, isForced: flow.IsPageEmpty))
            {
                flow.BeginPage();
                continue;
            }

            var y = flow.Take(above + HeightOf(cells, starts, ends) + below) + above;
            DrawPart(flow, cells, starts, ends, y, tag);
            if (IsWhole(cells, ends))
            {
                return;
            }

            ends.CopyTo(starts);
            flow.BeginPage();
        }
    }

    /// <summary>Finds how many lines of each cell go on this page.</summary>
    /// <param name="isForced">The page is empty: there will be no better one.</param>
    /// <returns>false when too few lines would stay here or follow.</returns>
    private static bool TrySplit(ReadOnlySpan<GridCell> cells, ReadOnlySpan<int> starts, Span<int> ends, double room, bool isForced)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var bottoms = cells[i].Box.Bottoms;
            var limit = TopOf(bottoms, starts[i]) + room + 0.01;
            var end = starts[i];
            while (end < bottoms.Length && bottoms[end] <= limit)
            {
                end++;
            }

            if (end < bottoms.Length)
            {
                end = Math.Min(end, bottoms.Length - FewestLines);
                if (end - starts[i] < FewestLines && !isForced)
                {
                    return false;
                }

                end = Math.Max(end, starts[i] + 1);
            }

            ends[i] = end;
        }

        return true;
    }

    private static void Draw(PageFlow flow, ReadOnlySpan<GridCell> cells, double y, double baseline, string? tag)
    {
        if (flow.Canvas is not { } canvas)
        {
            return;
        }

        using var row = canvas.Begin(tag);
        foreach (var cell in cells)
        {
            using var _ = canvas.Begin(cell.Tag);
            cell.Box.Draw(canvas, cell.X, y + baseline - cell.Box.Baseline);
        }
    }

    private static void DrawPart(PageFlow flow, ReadOnlySpan<GridCell> cells, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, double y, string? tag)
    {
        if (flow.Canvas is not { } canvas)
        {
            return;
        }

        using var row = canvas.Begin(tag);
        for (var i = 0; i < cells.Length; i++)
        {
            if (ends[i] > starts[i])
            {
                using var _ = canvas.Begin(cells[i].Tag);
                cells[i].Box.DrawLines(canvas, cells[i].X, y, starts[i], ends[i]);
            }
        }
    }

    // Letters of different scripts stand on one line, though some fonts leave more room above them.
    private static double LowestBaseline(ReadOnlySpan<GridCell> cells)
    {
        var lowest = 0.0;
        foreach (var cell in cells)
        {
            lowest = Math.Max(lowest, cell.Box.Baseline);
        }

        return lowest;
    }

    private static double Highest(ReadOnlySpan<GridCell> cells, double baseline)
    {
        var highest = 0.0;
        foreach (var cell in cells)
        {
            highest = Math.Max(highest, baseline - cell.Box.Baseline + cell.Box.Height);
        }

        return highest;
    }

    private static double HeightOf(ReadOnlySpan<GridCell> cells, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends)
    {
        var highest = 0.0;
        for (var i = 0; i < cells.Length; i++)
        {
            var bottoms = cells[i].Box.Bottoms;
            highest = Math.Max(highest, TopOf(bottoms, ends[i]) - TopOf(bottoms, starts[i]));
        }

        return highest;
    }

    private static bool IsWhole(ReadOnlySpan<GridCell> cells, ReadOnlySpan<int> ends)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (ends[i] < cells[i].Box.LineCount)
            {
                return false;
            }
        }

        return true;
    }

    private static double TopOf(double[] bottoms, int line) => line == 0 ? 0 : bottoms[line - 1];
}
