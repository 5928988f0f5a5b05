using System.Globalization;
using FormsHub.Jobs.Reports.Excel.Pictures;
using FormsHub.Jobs.Reports.Excel.Sheets;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>One Excel file in the making: the table's sheets first, then further ones, then the parts that must know them.</summary>
internal sealed class ExcelFile
{
    private readonly ReportTable _table;
    private readonly ExcelPackage _package;
    private readonly PendingOutput _output;
    private readonly ExcelOptions _options;
    private readonly IReadOnlyList<string> _headers;
    private readonly IReadOnlyList<double> _widths;
    private readonly SharedStrings _sharedStrings = new();
    private readonly List<SheetEntry> _sheets = [];
    private long _rows;
    private long _cutTexts;

    /// <param name="first">The first rows, which tell how wide the columns are.</param>
    public ExcelFile(ReportTable table, IReadOnlyList<FieldValue[]> first, ExcelPackage package, PendingOutput output, ExcelOptions options)
    {
        (_table, _package, _output, _options) = (table, package, output, options);
        _headers = ColumnHeaders.MakeUnique(table.Columns.Select(column => ExcelText.FitHeader(column.Header)), []);
        // A row of another length is told when it is written.
        _widths = [.. table.Columns.Select((column, index) => ColumnWidth.Of(column.Kind, _headers[index], first.Where(row => row.Length > index).Select(row => row[index])))];
    }

    public ExcelSummary Summary => new(_rows, _sheets.Count, _cutTexts);

    /// <summary>Fills the table's next sheet. Takes and returns whether the feed stands on a row still to be written.</summary>
    public async Task<bool> WriteSheetAsync(RowFeed rows, bool more, CancellationToken cancellationToken)
    {
        var number = _sheets.Count + 1;
        _sheets.Add(new(SheetNames.Make(_table.Title, number), RepeatsHeader: _headers.Count > 0));
        SheetWriter sheet;
        using (var part = _package.Open(PartOf(number), "spreadsheetml.worksheet"))
        {
            sheet = new SheetWriter(part, _table.Columns, _widths, _sharedStrings, _options.Thumbnails);
            sheet.Begin(_headers, isSelected: number == 1);
            await _output.HandOnAsync(cancellationToken);
            while (more && sheet.Rows < _options.RowsPerSheet)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteRowAsync(sheet, rows, cancellationToken);
                more = await rows.MoveNextAsync();
            }
            sheet.End();
        }
        _rows += sheet.Rows - 1;
        _cutTexts += sheet.CutTexts;
        if (_headers.Count > 0)
        {
            await WriteBesideAsync(number, sheet, cancellationToken);
        }
        return more;
    }

    /// <summary>Sheets of other kinds.</summary>
    public async Task WriteSheetsAsync(IReadOnlyList<FreeSheet> sheets, CancellationToken cancellationToken)
    {
        var first = _sheets.Count + 1;
        // Charts refer to sheets by name, so all have theirs before any is written.
        foreach (var sheet in sheets)
        {
            sheet.Name = SheetNames.MakeUnique(sheet.Name, [.. _sheets.Select(other => other.Name)]);
            _sheets.Add(new(sheet.Name, RepeatsHeader: sheet.Table is not null));
        }
        for (var index = 0; index < sheets.Count; index++)
        {
            await WriteSheetAsync(sheets[index], first + index, cancellationToken);
        }
    }

    private async Task WriteSheetAsync(FreeSheet sheet, int number, CancellationToken cancellationToken)
    {
        await _package.WriteAsync(PartOf(number), "spreadsheetml.worksheet", xml => FreeSheetWriter.Write(xml, sheet), cancellationToken);
        var relations = FreeSheetWriter.RelationsOf(sheet, number);
        if (!relations.IsEmpty)
        {
            await _package.WriteAsync(RelationsOf(number), "", relations.Write, cancellationToken);
        }
        if (sheet.Table is { } table)
        {
            await WriteTableAsync(number, sheet.TableRange, table, cancellationToken);
        }
        if (sheet.Charts.Count > 0)
        {
            await SheetCharts.WriteAsync(_package, sheet, number, cancellationToken);
        }
    }

    /// <summary>Everything but the sheets and what belongs to one of them.</summary>
    public async Task WritePartsAsync(DateTimeOffset created, CancellationToken cancellationToken)
    {
        if (_options.Thumbnails is { } thumbnails)
        {
            await thumbnails.WriteMediaAsync(_package, cancellationToken);
        }
        var hasSharedStrings = !_sharedStrings.IsEmpty;
        if (hasSharedStrings)
        {
            await _package.WriteAsync("xl/sharedStrings.xml", "spreadsheetml.sharedStrings", _sharedStrings.Write, cancellationToken);
        }
        await _package.WriteAsync("xl/styles.xml", "spreadsheetml.styles", xml => xml.Markup(ExcelStyles.Part), cancellationToken);
        await _package.WriteAsync("xl/theme/theme1.xml", "theme", xml => xml.Markup(ExcelTheme.Part), cancellationToken);
        await _package.WriteAsync("docProps/core.xml", "", xml => WorkbookParts.WriteCoreProperties(xml, _table.Title, created), cancellationToken);
        await _package.WriteAsync("docProps/app.xml", "extended-properties", WorkbookParts.WriteAppProperties, cancellationToken);
        await _package.WriteAsync("xl/workbook.xml", "spreadsheetml.sheet.main", xml => WorkbookParts.WriteWorkbook(xml, _sheets), cancellationToken);
        await _package.WriteAsync("xl/_rels/workbook.xml.rels", "", xml => WorkbookParts.WriteWorkbookRelationships(xml, _sheets.Count, hasSharedStrings), cancellationToken);
        await _package.FinishAsync(cancellationToken);
    }

    private async ValueTask WriteRowAsync(SheetWriter sheet, RowFeed rows, CancellationToken cancellationToken)
    {
        var row = rows.Cells;
        if (row.Length != _headers.Count)
        {
            throw new InvalidOperationException($"A row of the report has {row.Length} cells, the report {_headers.Count} columns.");
        }
        sheet.BeginRow(row);
        for (var column = 0; column < row.Length; column++)
        {
            sheet.Cell(column, in row[column], row[column].Kind == ValueKind.Blob ? rows.LinkOf(column) : null);
            if (_output.IsFull)
            {
                await _output.HandOnAsync(cancellationToken);
            }
        }
        sheet.EndRow();
    }

    /// <summary>The table, links and pictures of one of the table's sheets.</summary>
    private async Task WriteBesideAsync(int number, SheetWriter sheet, CancellationToken cancellationToken)
    {
        var relations = new Relations();
        relations.Add("table", "table", string.Create(CultureInfo.InvariantCulture, $"../tables/table{number}.xml"));
        for (var index = 0; index < sheet.Links.Count; index++)
        {
            relations.Add(string.Create(CultureInfo.InvariantCulture, $"link{index}"), "hyperlink", sheet.Links[index].Address, isExternal: true);
        }
        if (sheet.Thumbnails.Count > 0)
        {
            relations.Add("drawing", "drawing", string.Create(CultureInfo.InvariantCulture, $"../drawings/drawing{number}.xml"));
        }
        await _package.WriteAsync(RelationsOf(number), "", relations.Write, cancellationToken);
        await WriteTableAsync(number, sheet.TableRange, _headers, cancellationToken);
        if (sheet.Thumbnails.Count > 0)
        {
            await ThumbnailDrawing.WriteAsync(_package, sheet.Thumbnails, number, cancellationToken);
        }
    }

    private Task WriteTableAsync(int number, string range, IReadOnlyList<string> headers, CancellationToken cancellationToken) => _package.WriteAsync(
        string.Create(CultureInfo.InvariantCulture, $"xl/tables/table{number}.xml"), "spreadsheetml.table", xml => WorkbookParts.WriteTable(xml, number, range, headers), cancellationToken);

    private static string PartOf(int number) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml");

    private static string RelationsOf(int number) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/_rels/sheet{number}.xml.rels");
}
