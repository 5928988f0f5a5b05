using System.Globalization;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>The small parts of an Excel file, written after its sheets, when names and sizes are known.</summary>
internal static class WorkbookParts
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private static ReadOnlySpan<byte> Declaration => """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"""u8;
    private static ReadOnlySpan<byte> RelationshipsStart => """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""u8;

    /// <summary>The sheet's table, whose column names must equal the header cells.</summary>
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

    public static void WriteSheetRelationships(XmlBytes xml, int number, IReadOnlyList<(int Row, int Column, string Address)> links)
    {
        xml.Markup(Declaration);
        xml.Markup(RelationshipsStart);
        WriteRelationship(xml, "table", Relationships + "table", string.Create(CultureInfo.InvariantCulture, $"../tables/table{number}.xml"));
        for (var index = 0; index < links.Count; index++)
        {
            WriteRelationship(xml, string.Create(CultureInfo.InvariantCulture, $"link{index}"), Relationships + "hyperlink", links[index].Address, isExternal: true);
        }
        xml.Markup("</Relationships>"u8);
    }

    public static void WriteWorkbook(XmlBytes xml, IReadOnlyList<string> sheetNames)
    {
        xml.Markup(Declaration);
        xml.Markup("""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/><bookViews><workbookView/></bookViews><sheets>"""u8);
        for (var index = 0; index < sheetNames.Count; index++)
        {
            xml.Markup("<sheet name=\""u8);
            xml.Text(sheetNames[index]);
            xml.Markup("\" sheetId=\""u8);
            xml.Number(index + 1);
            xml.Markup("\" r:id=\"sheet"u8);
            xml.Number(index + 1);
            xml.Markup("\"/>"u8);
        }
        xml.Markup("</sheets></workbook>"u8);
    }

    public static void WriteWorkbookRelationships(XmlBytes xml, int sheets, bool hasSharedStrings)
    {
        xml.Markup(Declaration);
        xml.Markup(RelationshipsStart);
        for (var number = 1; number <= sheets; number++)
        {
            WriteRelationship(xml,
                string.Create(CultureInfo.InvariantCulture, $"sheet{number}"),
                Relationships + "worksheet",
                string.Create(CultureInfo.InvariantCulture, $"worksheets/sheet{number}.xml"));
        }
        WriteRelationship(xml, "styles", Relationships + "styles", "styles.xml");
        WriteRelationship(xml, "theme", Relationships + "theme", "theme/theme1.xml");
        if (hasSharedStrings)
        {
            WriteRelationship(xml, "sharedStrings", Relationships + "sharedStrings", "sharedStrings.xml");
        }
        xml.Markup("</Relationships>"u8);
    }

    public static void WritePackageRelationships(XmlBytes xml)
    {
        xml.Markup(Declaration);
        xml.Markup(RelationshipsStart);
        WriteRelationship(xml, "workbook", Relationships + "officeDocument", "xl/workbook.xml");
        WriteRelationship(xml, "core", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml");
        WriteRelationship(xml, "app", Relationships + "extended-properties", "docProps/app.xml");
        xml.Markup("</Relationships>"u8);
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

    public static void WriteContentTypes(XmlBytes xml, int sheets, bool hasTables, bool hasSharedStrings)
    {
        xml.Markup(Declaration);
        xml.Markup("""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"""u8);
        WriteContentType(xml, "/xl/workbook.xml", "spreadsheetml.sheet.main");
        for (var number = 1; number <= sheets; number++)
        {
            WriteContentType(xml, string.Create(CultureInfo.InvariantCulture, $"/xl/worksheets/sheet{number}.xml"), "spreadsheetml.worksheet");
            if (hasTables)
            {
                WriteContentType(xml, string.Create(CultureInfo.InvariantCulture, $"/xl/tables/table{number}.xml"), "spreadsheetml.table");
            }
        }
        WriteContentType(xml, "/xl/styles.xml", "spreadsheetml.styles");
        WriteContentType(xml, "/xl/theme/theme1.xml", "theme");
        if (hasSharedStrings)
        {
            WriteContentType(xml, "/xl/sharedStrings.xml", "spreadsheetml.sharedStrings");
        }
        xml.Markup("""<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"""u8);
        WriteContentType(xml, "/docProps/app.xml", "extended-properties");
        xml.Markup("</Types>"u8);
    }

    private static void WriteContentType(XmlBytes xml, string part, string type)
    {
        xml.Markup("<Override PartName=\""u8);
        xml.Text(part);
        xml.Markup("\" ContentType=\"application/vnd.openxmlformats-officedocument."u8);
        xml.Text(type);
        xml.Markup("+xml\"/>"u8);
    }

    private static void WriteRelationship(XmlBytes xml, string id, string type, string target, bool isExternal = false)
    {
        xml.Markup("<Relationship Id=\""u8);
        xml.Text(id);
        xml.Markup("\" Type=\""u8);
        xml.Text(type);
        xml.Markup("\" Target=\""u8);
        xml.Text(target);
        xml.Markup(isExternal ? "\" TargetMode=\"External\"/>"u8 : "\"/>"u8);
    }
}
