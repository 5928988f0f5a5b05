using System.Globalization;
using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Excel.Pictures;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>Writes one sheet: a header and rows of typed cells, each cell once and forward only.</summary>
/// <param name="part">The sheet's part.</param>
/// <param name="columns">Of the table.</param>
/// <param name="widths">Of the columns.</param>
/// <param name="sharedStrings">Of the whole file.</param>
/// <param name="pictures">Shows pictures in their cells; null for none.</param>
internal sealed class SheetWriter(Stream part, IReadOnlyList<ReportColumn> columns, IReadOnlyList<double> widths, SharedStrings sharedStrings, Thumbnails? pictures)
{
    /// <summary>Of so many columns a page still shows letters that can be read.</summary>
    private const int MostColumnsOnAPage = 12;

    private const decimal LongNumber = 10_000_000_000;

    /// <summary>Wide tables are read across.</summary>
    public static ReadOnlySpan<byte> PageSetup =>
        """<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;8&amp;A&amp;R&amp;8&amp;P / &amp;N</oddFooter></headerFooter>"""u8;

    private readonly XmlBytes _xml = new(part);
    private readonly byte[][] _cellStarts = [.. Enumerable.Range(0, columns.Count).Select(index => Encoding.ASCII.GetBytes($"<c r=\"{ColumnName(index)}"))];
    private readonly bool[] _isChoice = [.. columns.Select(column => column.Kind == ColumnKind.Choice)];
    private readonly byte[] _rowDigits = new byte[8];
    private int _rowDigitCount;

    /// <summary>Rows written, header included.</summary>
    public int Rows { get; private set; }

    public long CutTexts { get; private set; }

    /// <summary>Cells with an address that opens in a browser.</summary>
    public List<(int Row, int Column, string Address)> Links { get; } = [];

    /// <summary>Pictures that stand in their cells.</summary>
    public List<Thumbnail> Thumbnails { get; } = [];

    /// <summary>"A" for 0, "AA" for 26.</summary>
    public static string ColumnName(int index) => index < 26 ? ((char)('A' + index)).ToString() : ColumnName(index / 26 - 1) + (char)('A' + index % 26);

    /// <summary>Everything up to and with the header row, handed to the part so that a waiting client sees a first byte.</summary>
    public void Begin(IReadOnlyList<string> headers, bool isSelected)
    {
        _xml.Markup("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"""u8);
        _xml.Markup(columns.Count <= MostColumnsOnAPage ? "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"u8 : ""u8);
        _xml.Markup("<sheetViews><sheetView"u8);
        _xml.Markup(TextDirection.MostAreRightToLeft(headers) ? " rightToLeft=\"1\""u8 : ""u8);
        _xml.Markup(isSelected ? " tabSelected=\"1\""u8 : ""u8);
        _xml.Markup(""" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>"""u8);
        WriteWidths();
        _xml.Markup("<sheetData>"u8);
        BeginRow();
        for (var column = 0; column < headers.Count; column++)
        {
            BeginCell(column);
            WriteInline(headers[column], ExcelStyles.Header);
        }
        EndRow();
        _xml.Flush();
    }

    /// <summary>The row that follows, high enough for the pictures it shows.</summary>
    public void BeginRow(FieldValue[] row)
    {
        pictures?.Choose(row);
        BeginRow();
    }

    private void BeginRow()
    {
        Rows++;
        Rows.TryFormat(_rowDigits, out _rowDigitCount, default, CultureInfo.InvariantCulture);
        _xml.Markup("<row r=\""u8);
        _xml.Markup(_rowDigits.AsSpan(0, _rowDigitCount));
        _xml.Markup(pictures is { HasChosen: true } ? Pictures.Thumbnails.RowHeight : "\">"u8);
    }

    public void EndRow() => _xml.Markup("</row>"u8);

    /// <param name="column">From 0.</param>
    /// <param name="value">What was entered.</param>
    /// <param name="link">Address of a picture; null for none.</param>
    public void Cell(int column, in FieldValue value, string? link)
    {
        if (value.Kind == ValueKind.Empty)
        {
            return;
        }
        BeginCell(column);
        switch (value.Kind)
        {
            case ValueKind.Number when ExcelText.FitsADouble(value.Number):
                // Excel shows long whole numbers in powers of ten unless told not to.
                _xml.Markup(Math.Abs(value.Number) >= LongNumber && decimal.IsInteger(value.Number) ? ExcelStyles.Whole : ExcelStyles.General);
                _xml.Markup("><v>"u8);
                _xml.Number(value.Number);
                _xml.Markup("</v></c>"u8);
                break;
            case ValueKind.Number:
                WriteInline(value.Number.ToString(CultureInfo.InvariantCulture), ExcelStyles.Text);
                break;
            case ValueKind.Boolean:
                _xml.Markup(value.Boolean ? "\" t=\"b\"><v>1</v></c>"u8 : "\" t=\"b\"><v>0</v></c>"u8);
                break;
            case ValueKind.Date when value.Moment >= ExcelLimits.FirstSafeDate:
                _xml.Markup(ExcelStyles.Date);
                _xml.Markup("><v>"u8);
                _xml.Number((long)value.Moment.ToOADate());
                _xml.Markup("</v></c>"u8);
                break;
            case ValueKind.Timestamp when value.Moment >= ExcelLimits.FirstSafeDate:
                _xml.Markup(ExcelStyles.Timestamp);
                _xml.Markup("><v>"u8);
                _xml.Number(value.Moment.ToOADate());
                _xml.Markup("</v></c>"u8);
                break;
            case ValueKind.Date or ValueKind.Timestamp:
                WriteInline(IsoText.Of(value), ExcelStyles.Text);
                break;
            case ValueKind.Blob:
                WriteBlob(column, value.Blob!, link);
                break;
            default:
                WriteText(column, value.Text!);
                break;
        }
    }

    /// <summary>Everything after the rows. A table of no rows still spans one, as Excel wants it.</summary>
    public void End()
    {
        _xml.Markup("</sheetData>"u8);
        WriteLinks();
        _xml.Markup(PageSetup);
        if (columns.Count > 0)
        {
            // No green corners: numbers that are texts are meant to be.
            _xml.Markup("<ignoredErrors><ignoredError sqref=\""u8);
            _xml.Text(TableRange);
            _xml.Markup("\" numberStoredAsText=\"1\"/></ignoredErrors>"u8);
            _xml.Markup(Thumbnails.Count > 0 ? "<drawing r:id=\"drawing\"/>"u8 : ""u8);
            _xml.Markup("<tableParts count=\"1\"><tablePart r:id=\"table\"/></tableParts>"u8);
        }
        _xml.Markup("</worksheet>"u8);
        _xml.Flush();
    }

    /// <summary>The cells of the sheet's table, such as "A1:Y101".</summary>
    public string TableRange => string.Create(CultureInfo.InvariantCulture, $"A1:{ColumnName(columns.Count - 1)}{Math.Max(Rows, 2)}");

    private void WriteWidths()
    {
        if (widths.Count == 0)
        {
            return;
        }
        _xml.Markup("<cols>"u8);
        for (var column = 0; column < widths.Count; column++)
        {
            _xml.Markup("<col min=\""u8);
            _xml.Number(column + 1);
            _xml.Markup("\" max=\""u8);
            _xml.Number(column + 1);
            _xml.Markup("\" width=\""u8);
            _xml.Number(widths[column]);
            _xml.Markup("\" customWidth=\"1\"/>"u8);
        }
        _xml.Markup("</cols>"u8);
    }

    private void BeginCell(int column)
    {
        _xml.Markup(_cellStarts[column]);
        _xml.Markup(_rowDigits.AsSpan(0, _rowDigitCount));
    }

    private void WriteText(int column, string text)
    {
        var style = ExcelText.NeedsTextFormat(text) ? ExcelStyles.Text : ExcelStyles.General;
        if (!_isChoice[column] || !sharedStrings.TryShare(text, out var number))
        {
            WriteInline(text, style);
            return;
        }
        _xml.Markup(style);
        _xml.Markup(" t=\"s\"><v>"u8);
        _xml.Number(number);
        _xml.Markup("</v></c>"u8);
    }

    private void WriteInline(ReadOnlySpan<char> text, ReadOnlySpan<byte> style)
    {
        var kept = ExcelText.Cut(text, out var isCut);
        _xml.Markup(style);
        _xml.Markup(ExcelText.NeedsSpacePreserved(kept) ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8 : " t=\"inlineStr\"><is><t>"u8);
        _xml.Text(kept);
        if (isCut)
        {
            _xml.Text(ExcelText.CutMark);
            CutTexts++;
        }
        _xml.Markup("</t></is></c>"u8);
    }

    private void WriteBlob(int column, BlobReference blob, string? link)
    {
        if (pictures?.Take(Rows, column, link) is { } thumbnail)
        {
            // What stands behind a picture is still there to be filtered and copied, but not to be seen.
            Thumbnails.Add(thumbnail);
            WriteInline(link ?? BlobText.Describe(blob), ExcelStyles.Hidden);
            return;
        }
        if (link is null)
        {
            WriteInline(BlobText.Describe(blob), ExcelStyles.General);
            return;
        }
        var opens = Links.Count < ExcelLimits.HyperlinksPerSheet
            && Uri.TryCreate(link, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.AbsoluteUri.Length <= ExcelLimits.HyperlinkCharacters;
        if (opens)
        {
            Links.Add((Rows, column, new Uri(link).AbsoluteUri));
        }
        WriteInline(link, opens ? ExcelStyles.Link : ExcelStyles.General);
    }

    private void WriteLinks()
    {
        if (Links.Count == 0)
        {
            return;
        }
        _xml.Markup("<hyperlinks>"u8);
        for (var index = 0; index < Links.Count; index++)
        {
            var (row, column, _) = Links[index];
            _xml.Markup("<hyperlink ref=\""u8);
            _xml.Text(ColumnName(column));
            _xml.Number(row);
            _xml.Markup("\" r:id=\"link"u8);
            _xml.Number(index);
            _xml.Markup("\"/>"u8);
        }
        _xml.Markup("</hyperlinks>"u8);
    }
}
