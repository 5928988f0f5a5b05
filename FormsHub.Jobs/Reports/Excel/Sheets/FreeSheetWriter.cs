using System.Globalization;

namespace FormsHub.Jobs.Reports.Excel.Sheets;

/// <summary>Writes a <see cref="FreeSheet"/>: texts as texts, numbers as numbers, no formulas.</summary>
internal static class FreeSheetWriter
{
    public static void Write(XmlBytes xml, FreeSheet sheet)
    {
        xml.Markup("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetPr><tabColor rgb="FF0B6E6E"/>"""u8);
        xml.Markup(sheet.Scale is null ? "<pageSetUpPr fitToPage=\"1\"/></sheetPr>"u8 : "</sheetPr>"u8);
        xml.Markup(sheet.Table is null
            ? "<sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"/></sheetViews>"u8
            : """<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>"""u8);
        xml.Markup("<sheetFormatPr defaultRowHeight=\"15\"/>"u8);
        WriteWidths(xml, sheet);
        xml.Markup("<sheetData>"u8);
        foreach (var row in sheet.Rows)
        {
            WriteRow(xml, row);
        }

        xml.Markup("</sheetData>"u8);
        xml.Raw($"""<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup{(sheet.Scale is { } percent ? $" scale=\"{percent}\"" : " fitToHeight=\"0\"")} orientation="{(sheet.IsLandscape ? "landscape" : "portrait")}"/><headerFooter><oddFooter>&amp;L&amp;8&amp;A&amp;R&amp;8&amp;P / &amp;N</oddFooter></headerFooter>""");
        if (sheet.RowBreaks.Count > 0)
        {
            var breaks = string.Concat(sheet.RowBreaks.Select(row => string.Create(CultureInfo.InvariantCulture, $"<brk id=\"{row}\" max=\"16383\" man=\"1\"/>")));
            xml.Raw(string.Create(CultureInfo.InvariantCulture, $"<rowBreaks count=\"{sheet.RowBreaks.Count}\" manualBreakCount=\"{sheet.RowBreaks.Count}\">{breaks}</rowBreaks>"));
        }

        if (sheet.Table is not null)
        {
            xml.Raw($"<ignoredErrors><ignoredError sqref=\"{sheet.TableRange}\" numberStoredAsText=\"1\"/></ignoredErrors>");
        }

        xml.Markup(sheet.Charts.Count > 0 ? "<drawing r:id=\"drawing\"/>"u8 : ""u8);
        xml.Markup(sheet.Table is null ? ""u8 : "<tableParts count=\"1\"><tablePart r:id=\"table\"/></tableParts>"u8);
        xml.Markup("</worksheet>"u8);
    }

    public static Relations RelationsOf(FreeSheet sheet, int number)
    {
        var relations = new Relations();
        if (sheet.Table is not null)
        {
            relations.Add("table", "table", string.Create(CultureInfo.InvariantCulture, $"../tables/table{number}.xml"));
        }

        if (sheet.Charts.Count > 0)
        {
            relations.Add("drawing", "drawing", string.Create(CultureInfo.InvariantCulture, $"../drawings/drawing{number}.xml"));
        }

        return relations;
    }

    private static void WriteWidths(XmlBytes xml, FreeSheet sheet)
    {
        xml.Markup("<cols>"u8);
        for (var column = 0; column < sheet.Widths.Count; column++)
        {
            xml.Raw(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{column + 1}\" max=\"{column + 1}\" width=\"{sheet.Widths[column]}\" customWidth=\"1\"/>"));
        }

        xml.Markup("</cols>"u8);
    }

    private static void WriteRow(XmlBytes xml, FreeRow row)
    {
        xml.Markup("<row r=\""u8);
        xml.Number(row.Number);
        xml.Markup("\""u8);
        if (row.Height is { } height)
        {
            xml.Markup(" ht=\""u8);
            xml.Number(height);
            xml.Markup("\" customHeight=\"1\""u8);
        }

        xml.Markup(">"u8);
        for (var column = 0; column < row.Cells.Count; column++)
        {
            if (row.Cells[column] is { } cell)
            {
                WriteCell(xml, cell, column, row.Number);
            }
        }

        xml.Markup("</row>"u8);
    }

    private static void WriteCell(XmlBytes xml, FreeCell cell, int column, int row)
    {
        xml.Markup("<c r=\""u8);
        xml.Text(SheetWriter.ColumnName(column));
        xml.Number(row);
        xml.Markup("\" s=\""u8);
        xml.Number((int)cell.Style);
        if (cell.Number is { } number && ExcelText.FitsADouble(number))
        {
            xml.Markup("\"><v>"u8);
            xml.Number(number);
            xml.Markup("</v></c>"u8);
        }
        else if ((cell.Text ?? cell.Number?.ToString(CultureInfo.InvariantCulture)) is { } text)
        {
            var kept = ExcelText.Cut(text, out var isCut);
            xml.Markup("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8);
            xml.Text(kept);
            xml.Text(isCut ? ExcelText.CutMark : "");
            xml.Markup("</t></is></c>"u8);
        }
        else
        {
            xml.Markup("\"/>"u8);
        }
    }
}
