using System.Globalization;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>The small parts of an Excel file, written after its sheets, when names and sizes are known.</summary>
internal static class WorkbookParts
{
    private static ReadOnlySpan<byte> Declaration => """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"""u8;

    /// <summary>A sheet's table, whose column names must equal the header cells.</summary>
    public static void WriteTable(XmlBytes xml, int number, string range, IReadOnlyList<string> headers)
    {
        xml.Markup(Declaration);
        xml.Markup("""<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id=" """u8[..^1]);
        xml.Number(number);
        xml.Markup("\" name=\"Table"u8);
        xml.Number(number);
        xml.Markup("\" displayName=\"Table"u8);
        xml.Number(number);
        xml.Markup("\" ref=\""u8);
        xml.Text(range);
        xml.Markup("\" totalsRowShown=\"0\"><autoFilter ref=\""u8);
        xml.Text(range);
        xml.Markup("\"/><tableColumns count=\""u8);
        xml.Number(headers.Count);
        xml.Markup("\">"u8);
        for (var column = 0; column < headers.Count; column++)
        {
            xml.Markup("<tableColumn id=\""u8);
            xml.Number(column + 1);
            xml.Markup("\" name=\""u8);
            xml.Text(headers[column]);
            xml.Markup("\"/>"u8);
        }

        xml.Markup("""</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>"""u8);
    }

    /// <param name="sheets">In the order of their numbers.</param>
    public static void WriteWorkbook(XmlBytes xml, IReadOnlyList<SheetEntry> sheets)
    {
        xml.Markup(Declaration);
        xml.Markup("""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/><bookViews><workbookView/></bookViews><sheets>"""u8);
        for (var index = 0; index < sheets.Count; index++)
        {
            xml.Markup("<sheet name=\""u8);
            xml.Text(sheets[index].Name);
            xml.Markup("\" sheetId=\""u8);
            xml.Number(index + 1);
            xml.Markup("\" r:id=\"sheet"u8);
            xml.Number(index + 1);
            xml.Markup("\"/>"u8);
        }

        xml.Markup("</sheets>"u8);
        WriteRepeatedRows(xml, sheets);
        xml.Markup("</workbook>"u8);
    }

    /// <summary>Header rows are printed on every page.</summary>
    private static void WriteRepeatedRows(XmlBytes xml, IReadOnlyList<SheetEntry> sheets)
    {
        if (!sheets.Any(sheet => sheet.RepeatsHeader))
        {
            return;
        }

        xml.Markup("<definedNames>"u8);
        for (var index = 0; index < sheets.Count; index++)
        {
            if (sheets[index].RepeatsHeader)
            {
                xml.Markup("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\""u8);
                xml.Number(index);
                xml.Markup("\">"u8);
                xml.Text(SheetNames.Quote(sheets[index].Name));
                xml.Markup("!$1:$1</definedName>"u8);
            }
        }

        xml.Markup("</definedNames>"u8);
    }

    public static void WriteWorkbookRelationships(XmlBytes xml, int sheets, bool hasSharedStrings)
    {
        var relations = new Relations();
        for (var number = 1; number <= sheets; number++)
        {
            relations.Add(
                string.Create(CultureInfo.InvariantCulture, $"sheet{number}"), "worksheet", string.Create(CultureInfo.InvariantCulture, $"worksheets/sheet{number}.xml"));
        }

        relations.Add("styles", "styles", "styles.xml");
        relations.Add("theme", "theme", "theme/theme1.xml");
        if (hasSharedStrings)
        {
            relations.Add("sharedStrings", "sharedStrings", "sharedStrings.xml");
        }

        relations.Write(xml);
    }

    public static void WritePackageRelationships(XmlBytes xml)
    {
        var relations = new Relations();
        relations.Add("workbook", "officeDocument", "xl/workbook.xml");
        relations.Add("core", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml");
        relations.Add("app", "extended-properties", "docProps/app.xml");
        relations.Write(xml);
    }

    public static void WriteCoreProperties(XmlBytes xml, string title, DateTimeOffset created)
    {
        xml.Markup(Declaration);
        xml.Markup("""<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>"""u8);
        xml.Text(ColumnHeaders.Clean(title));
        xml.Markup("""</dc:title><dc:creator>FormsHub</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">"""u8);
        xml.Text(created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.Markup("</dcterms:created></cp:coreProperties>"u8);
    }

    public static void WriteAppProperties(XmlBytes xml)
    {
        xml.Markup(Declaration);
        xml.Markup("""<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>FormsHub</Application></Properties>"""u8);
    }

    /// <param name="types">Of the parts that are not known by their ending.</param>
    public static void WriteContentTypes(XmlBytes xml, IReadOnlyList<(string Part, string Type)> types)
    {
        xml.Markup(Declaration);
        xml.Markup("""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"""u8);
        foreach (var (part, type) in types)
        {
            xml.Markup("<Override PartName=\"/"u8);
            xml.Text(part);
            xml.Markup("\" ContentType=\"application/vnd.openxmlformats-officedocument."u8);
            xml.Text(type);
            xml.Markup("+xml\"/>"u8);
        }

        xml.Markup("</Types>"u8);
    }
}

/// <summary>A sheet as the workbook lists it.</summary>
/// <param name="RepeatsHeader">Its first row is printed on every page.</param>
internal readonly record struct SheetEntry(string Name, bool RepeatsHeader);
