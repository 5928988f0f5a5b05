using System.Globalization;

namespace FormsHub.Jobs.Reports.Excel.Sheets;

/// <summary>The drawing of a sheet with charts, and a part for each of them.</summary>
internal static class SheetCharts
{
    public static ReadOnlySpan<byte> DrawingStart =>
        """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"""u8;

    public static async Task WriteAsync(ExcelPackage package, FreeSheet sheet, int number, CancellationToken cancellationToken)
    {
        var relations = new Relations();
        for (var index = 0; index < sheet.Charts.Count; index++)
        {
            var chart = sheet.Charts[index];
            var part = string.Create(CultureInfo.InvariantCulture, $"chart{number}-{index + 1}.xml");
            relations.Add(string.Create(CultureInfo.InvariantCulture, $"chart{index}"), "chart", "../charts/" + part);
            await package.WriteAsync("xl/charts/" + part, "drawingml.chart", xml => ChartPart.Write(xml, chart), cancellationToken);
        }

        await package.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"xl/drawings/drawing{number}.xml"), "drawing", xml => Write(xml, sheet.Charts), cancellationToken);
        await package.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"xl/drawings/_rels/drawing{number}.xml.rels"), "", relations.Write, cancellationToken);
    }

    private static void Write(XmlBytes xml, List<SheetChart> charts)
    {
        xml.Markup(DrawingStart);
        for (var index = 0; index < charts.Count; index++)
        {
            var (left, top, right, bottom) = charts[index].Place;
            xml.Markup("<xdr:twoCellAnchor editAs=\"oneCell\">"u8);
            WriteCorner(xml, "from", left, top);
            WriteCorner(xml, "to", right, bottom);
            xml.Raw(string.Create(CultureInfo.InvariantCulture, $"<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"{index + 2}\" name=\"Chart {index + 1}\" descr=\""));
            xml.Text(charts[index].Title);
            xml.Markup("\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm>"u8);
            xml.Raw(string.Create(CultureInfo.InvariantCulture, $"""<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="chart{index}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"""));
        }

        xml.Markup("</xdr:wsDr>"u8);
    }

    private static void WriteCorner(XmlBytes xml, string name, int column, int row) => xml.Raw(string.Create(
        CultureInfo.InvariantCulture, $"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"));
}
