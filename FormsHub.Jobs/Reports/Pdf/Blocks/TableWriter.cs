using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Blocks;

/// <summary>A table: its head on every page, thin lines between its rows, numbers to the right.</summary>
/// <remarks>Its rows come once. While the pages are counted they are kept with their heights; drawn, they are read again from there.</remarks>
internal sealed class TableWriter : BlockWriter
{
    private const double Padding = 4;
    private const double Above = 2.5;
    private const double Below = 2.5;
    private const double BelowHead = 1;
    private const double RoomForRows = 40;
    private const int MostHeaderLines = 4;

    // Each tagged cell is remembered until the end of the file.
    private const int MostTaggedCells = 20_000;

    private readonly PdfTable _table;
    private readonly RowSpool _spool = new();
    private readonly GridCell[] _cells;

    // Of its own: a head is placed while a row that goes on is on its way.
    private readonly GridCell[] _headCells;
    private readonly string[] _headers;
    private readonly List<double> _heights = [];
    private double[] _widths = [];
    private PlainLines? _plain;
    private bool _isTagged;

    public TableWriter(PdfTable table)
    {
        if (table.Columns.Count is 0 or > PdfTable.MostColumns)
        {
            throw new ArgumentException($"A table has 1 to {PdfTable.MostColumns} columns, not {table.Columns.Count}.", nameof(table));
        }

        (_table, _cells, _headCells, _headers) = (table, new GridCell[table.Columns.Count], new GridCell[table.Columns.Count], [.. table.Columns.Select(column => column.Header)]);
    }

    public override long Rows => _spool.Count;

    public override async ValueTask PlaceAsync(PageFlow flow, Turn turn, Func<ValueTask> pauseAsync, CancellationToken cancellationToken)
    {
        if (flow.IsCounting)
        {
            await CountAsync(flow, turn, pauseAsync, cancellationToken);
            return;
        }

        _isTagged = _spool.Count * _cells.Length <= MostTaggedCells;
        using var table = flow.Canvas!.Begin("Table");
        Begin(flow);
        var number = 0;
        foreach (var row in _spool.Read(_cells.Length))
        {
            PlaceRow(flow, row, _heights[number++]);
            await pauseAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        End(flow);
    }

    public override void Dispose()
    {
        _spool.Dispose();
        base.Dispose();
    }

    private async ValueTask CountAsync(PageFlow flow, Turn turn, Func<ValueTask> pauseAsync, CancellationToken cancellationToken)
    {
        // How wide a column is depends on what is in it: the first rows wait until some are there.
        var waiting = new List<string[]>();
        await using var rows = _table.Rows.GetAsyncEnumerator(cancellationToken);
        while (await turn.WaitAsync(rows.MoveNextAsync()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var texts = Clean(rows.Current);
            _spool.Add(texts);
            if (_widths.Length > 0)
            {
                _heights.Add(PlaceRow(flow, texts, null));
                await pauseAsync();
                continue;
            }

            waiting.Add(texts);
            if (waiting.Count == ColumnWidths.Sample)
            {
                BeginWith(flow, waiting);
            }
        }

        if (_widths.Length == 0)
        {
            BeginWith(flow, waiting);
        }

        End(flow);
    }

    private void BeginWith(PageFlow flow, List<string[]> rows)
    {
        _widths = ColumnWidths.Of(flow.Typesetter, _table.Columns, rows, 2 * Padding, flow.Width);
        Begin(flow);
        foreach (var row in rows)
        {
            _heights.Add(PlaceRow(flow, row, null));
        }
    }

    private string[] Clean(string[] row) => row.Length == _cells.Length
        ? Array.ConvertAll(row, text => ShownText.Clean(ShownText.Cut(text, PdfTable.MostCharacters)))
        : throw new InvalidOperationException($"A row of {row.Length} cells in a table of {_cells.Length} columns.");

    private void Begin(PageFlow flow)
    {
        var height = Set(flow, _headCells, _headers, TextStyle.CellHeader, MostHeaderLines, null) + Above + Below + BelowHead;
        flow.Require(height + RoomForRows);
        DrawHead(flow, isFirst: true);
        (flow.Head, flow.HeadHeight) = (() => DrawHead(flow, isFirst: false), height);
    }

    private void End(PageFlow flow)
    {
        if (_spool.Count == 0)
        {
            GridRow.Place(flow, [new GridCell(flow.Typesetter.Set(_table.NothingText, TextStyle.Muted, flow.Width - (2 * Padding)), flow.Left + Padding, "P")], Above, Below);
        }

        else if (_table.Foot is { } foot)
        {
            PlaceFoot(flow, Clean(foot()));
        }

        (flow.Head, flow.HeadHeight) = (null, 0);
        flow.Skip(10);
    }

    private void PlaceFoot(PageFlow flow, string[] texts)
    {
        var height = Set(flow, _headCells, texts, TextStyle.CellHeader, 0, _isTagged ? "TD" : null) + Above + Below + BelowHead;
        flow.Require(height);
        // A new page has drawn its head with the same cells.
        _ = Set(flow, _headCells, texts, TextStyle.CellHeader, 0, _isTagged ? "TD" : null);
        flow.Canvas?.Line(Palette.Accent, 0.8, flow.Left, flow.Y, flow.Left + flow.Width, flow.Y);
        _ = flow.Take(BelowHead);
        GridRow.Place(flow, _headCells, Above, Below, _isTagged ? "TR" : null);
    }

    private void DrawHead(PageFlow flow, bool isFirst)
    {
        // Repeated on later pages it is for eyes only.
        var isTagged = isFirst && _isTagged;
        _ = Set(flow, _headCells, _headers, TextStyle.CellHeader, MostHeaderLines, isTagged ? "TH" : null);
        GridRow.Place(flow, _headCells, Above, Below, isTagged ? "TR" : null);
        flow.Canvas?.Line(Palette.Accent, 0.8, flow.Left, flow.Y, flow.Left + flow.Width, flow.Y);
        _ = flow.Take(BelowHead);
    }

    private double PlaceRow(PageFlow flow, string[] row, double? counted)
    {
        _ = Set(flow, _cells, row, TextStyle.Cell, 0, _isTagged ? "TD" : null);
        var height = GridRow.Place(flow, _cells, Above, Below, _isTagged ? "TR" : null, counted);
        flow.Canvas?.Line(Palette.Line, 0.4, flow.Left, flow.Y, flow.Left + flow.Width, flow.Y);
        flow.Typesetter.Forget();
        return height;
    }

    /// <summary>Sets a row's texts into their columns; from the right where the document runs from right to left.</summary>
    /// <returns>The height of the highest.</returns>
    private double Set(PageFlow flow, GridCell[] cells, string[] texts, TextStyle style, int mostLines, string? tag)
    {
        var isMirrored = flow.Typesetter.IsRightToLeft;
        var x = isMirrored ? flow.Left + flow.Width : flow.Left;
        var highest = 0.0;
        for (var column = 0; column < texts.Length; column++)
        {
            var width = _widths[column];
            var box = Set(flow, texts[column], style, width - (2 * Padding), _table.Columns[column].IsNumber ? TextSide.Right : TextSide.Start, mostLines);
            x -= isMirrored ? width : 0;
            cells[column] = new GridCell(box, x + Padding, tag);
            x += isMirrored ? 0 : width;
            highest = Math.Max(highest, box.Height);
        }

        return highest;
    }

    // To be counted, a text that surely takes one line need not be set.
    private TextBox Set(PageFlow flow, string text, TextStyle style, double width, TextSide side, int mostLines)
    {
        if (flow.IsCounting && style == TextStyle.Cell)
        {
            _plain ??= new PlainLines(flow.Typesetter, style);
            if (_plain.Fits(text, width))
            {
                return _plain.Sample;
            }
        }

        return flow.Typesetter.Set(text, style, width, side, mostLines);
    }
}
