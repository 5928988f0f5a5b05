using System.Globalization;
using System.IO.Compression;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>One Excel file in the making: sheets first, then the parts that must know them, the list of content types last.</summary>
internal sealed class ExcelFile(ReportTable table, PendingOutput output, ExcelOptions options, DateTimeOffset created) : IDisposable
{
    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly IReadOnlyList<string> _headers = ColumnHeaders.MakeUnique(table.Columns.Select(column => ExcelText.FitHeader(column.Header)), []);
    private readonly SharedStrings _sharedStrings = new();
    private readonly List<string> _sheetNames = [];
    private long _rows;
    private long _cutTexts;

    public ExcelSummary Summary => new(_rows, _sheetNames.Count, _cutTexts);

    private bool HasTables => _headers.Count > 0;

    /// <summary>Fills the next sheet. Takes and returns whether the enumerator stands on a row still to be written.</summary>
    public async Task<bool> WriteSheetAsync(IAsyncEnumerator<FieldValue[]> rows, bool more, CancellationToken cancellationToken)
    {
        var number = _sheetNames.Count + 1;
        _sheetNames.Add(SheetNames.Make(table.Title, number));
        SheetWriter sheet;
        using (var part = Open(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml")))
        {
            sheet = new SheetWriter(part, table.Columns, _sharedStrings, options);
            sheet.Begin(_headers, isSelected: number == 1);
            await output.HandOnAsync(cancellationToken);
            while (more && sheet.Rows < options.RowsPerSheet)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteRowAsync(sheet, rows.Current, cancellationToken);
                more = await rows.MoveNextAsync();
            }
            sheet.End();
        }
        _rows += sheet.Rows - 1;
        _cutTexts += sheet.CutTexts;
        if (HasTables)
        {
            await WritePartAsync($"xl/worksheets/_rels/sheet{number}.xml.rels", xml => WorkbookParts.WriteSheetRelationships(xml, number, sheet.Links), cancellationToken);
            await WritePartAsync($"xl/tables/table{number}.xml", xml => WorkbookParts.WriteTable(xml, number, sheet.TableRange, _headers), cancellationToken);
        }
        return more;
    }

    /// <summary>Everything but the sheets and their tables.</summary>
    public async Task WritePartsAsync(CancellationToken cancellationToken)
    {
        var hasSharedStrings = !_sharedStrings.IsEmpty;
        if (hasSharedStrings)
        {
            await WritePartAsync("xl/sharedStrings.xml", _sharedStrings.Write, cancellationToken);
        }
        await WritePartAsync("xl/styles.xml", xml => xml.Markup(ExcelStyles.Part), cancellationToken);
        await WritePartAsync("xl/theme/theme1.xml", xml => xml.Markup(ExcelTheme.Part), cancellationToken);
        await WritePartAsync("docProps/core.xml", xml => WorkbookParts.WriteCoreProperties(xml, table.Title, created), cancellationToken);
        await WritePartAsync("docProps/app.xml", WorkbookParts.WriteAppProperties, cancellationToken);
        await WritePartAsync("xl/workbook.xml", xml => WorkbookParts.WriteWorkbook(xml, _sheetNames), cancellationToken);
        await WritePartAsync("xl/_rels/workbook.xml.rels", xml => WorkbookParts.WriteWorkbookRelationships(xml, _sheetNames.Count, hasSharedStrings), cancellationToken);
        await WritePartAsync("_rels/.rels", WorkbookParts.WritePackageRelationships, cancellationToken);
        await WritePartAsync("[Content_Types].xml", xml => WorkbookParts.WriteContentTypes(xml, _sheetNames.Count, HasTables, hasSharedStrings), cancellationToken);
    }

    /// <summary>Writes the zip's directory into the pending output; it reaches the target only when all went well.</summary>
    public void Dispose() => _zip.Dispose();

    private async ValueTask WriteRowAsync(SheetWriter sheet, FieldValue[] row, CancellationToken cancellationToken)
    {
        if (row.Length != _headers.Count)
        {
            throw new InvalidOperationException($"A row of the report has {row.Length} cells, the report {_headers.Count} columns.");
        }
        sheet.BeginRow();
        for (var column = 0; column < row.Length; column++)
        {
            sheet.Cell(column, in row[column]);
            if (output.IsFull)
            {
                await output.HandOnAsync(cancellationToken);
            }
        }
        sheet.EndRow();
    }

    private async Task WritePartAsync(string name, Action<XmlBytes> write, CancellationToken cancellationToken)
    {
        using (var part = Open(name))
        {
            var xml = new XmlBytes(part);
            write(xml);
            xml.Flush();
        }
        await output.HandOnAsync(cancellationToken);
    }

    private Stream Open(string name)
    {
        var entry = _zip.CreateEntry(name, options.Compression);
        entry.LastWriteTime = created;
        return entry.Open();
    }
}
