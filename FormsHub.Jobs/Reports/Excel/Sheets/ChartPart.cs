using System.Globalization;

namespace FormsHub.Jobs.Reports.Excel.Sheets;

/// <summary>A chart's part. Every colour is said: without, some readers show nothing.</summary>
internal static class ChartPart
{
    private const string Series = "Submissions";
    private const long FewCounts = 5;

    public static void Write(XmlBytes xml, SheetChart chart)
    {
        xml.Markup("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val=" """u8[..^1]);
        xml.Markup(chart.Kind == SheetChartKind.Bars ? "bar"u8 : "col"u8);
        xml.Markup("\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>"u8);
        WriteSeries(xml, chart);
        xml.Markup(chart.Kind switch { SheetChartKind.Bars => "<c:gapWidth val=\"45\"/>"u8, SheetChartKind.Histogram => "<c:gapWidth val=\"4\"/>"u8, _ => "<c:gapWidth val=\"35\"/>"u8 });
        xml.Markup("<c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>"u8);
        WriteAxes(xml, chart);
        xml.Markup("""<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea><c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>"""u8);
        WriteTextLook(xml);
        xml.Markup("</c:chartSpace>"u8);
    }

    private static void WriteSeries(XmlBytes xml, SheetChart chart)
    {
        xml.Markup("<c:ser><c:idx val=\"0\"/><c:order val=\"0\"/><c:tx><c:v>"u8);
        xml.Text(Series);
        xml.Markup("""</c:v></c:tx><c:spPr><a:solidFill><a:srgbClr val="0B6E6E"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>"""u8);
        if (chart.Kind == SheetChartKind.Bars)
        {
            xml.Markup("""<c:dLbls><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"""u8);
            WriteTextLook(xml);
            xml.Markup("""<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>"""u8);
        }

        xml.Markup("<c:cat><c:strRef><c:f>"u8);
        xml.Text(RangeOf(chart, chart.Column));
        xml.Markup("</c:f><c:strCache>"u8);
        WritePoints(xml, chart, point => point.Label);
        xml.Markup("</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>"u8);
        xml.Text(RangeOf(chart, chart.Column + 1));
        xml.Markup("</c:f><c:numCache><c:formatCode>#,##0</c:formatCode>"u8);
        WritePoints(xml, chart, point => point.Count.ToString(CultureInfo.InvariantCulture));
        xml.Markup("</c:numCache></c:numRef></c:val></c:ser>"u8);
    }

    private static void WritePoints(XmlBytes xml, SheetChart chart, Func<(string Label, long Count), string> text)
    {
        xml.Raw(string.Create(CultureInfo.InvariantCulture, $"<c:ptCount val=\"{chart.Points.Count}\"/>"));
        for (var index = 0; index < chart.Points.Count; index++)
        {
            xml.Raw(string.Create(CultureInfo.InvariantCulture, $"<c:pt idx=\"{index}\"><c:v>"));
            xml.Text(text(chart.Points[index]));
            xml.Markup("</c:v></c:pt>"u8);
        }
    }

    private static void WriteAxes(XmlBytes xml, SheetChart chart)
    {
        var isLying = chart.Kind == SheetChartKind.Bars;
        // The first word on top.
        xml.Raw($"""<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{(isLying ? "maxMin" : "minMax")}"/></c:scaling><c:delete val="0"/><c:axPos val="{(isLying ? "l" : "b")}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="C4C8CE"/></a:solidFill></a:ln></c:spPr>""");
        WriteTextLook(xml);
        xml.Markup("""<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>"""u8);
        xml.Markup(isLying ? "<c:tickLblSkip val=\"1\"/>"u8 : ""u8);
        xml.Markup("<c:noMultiLvlLbl val=\"1\"/></c:catAx>"u8);
        // Counts are whole: without a step of one, an axis up to two or three would repeat its numbers.
        var step = chart.Points.Count > 0 && chart.Points.Max(point => point.Count) <= FewCounts ? "<c:majorUnit val=\"1\"/>" : "";
        xml.Raw($"""<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="{(isLying ? 1 : 0)}"/><c:axPos val="{(isLying ? "t" : "l")}"/>""");
        xml.Markup(isLying ? ""u8 : """<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="E3E5E8"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>"""u8);
        xml.Markup("""<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"""u8);
        WriteTextLook(xml);
        xml.Raw($"""<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>{step}</c:valAx>""");
    }

    private static void WriteTextLook(XmlBytes xml) =>
        xml.Markup("""<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="5B6470"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>"""u8);

    private static string RangeOf(SheetChart chart, int column)
    {
        var name = SheetWriter.ColumnName(column);
        return string.Create(CultureInfo.InvariantCulture, $"{SheetNames.Quote(chart.Data.Name)}!${name}${chart.FirstRow}:${name}${chart.FirstRow + chart.Points.Count - 1}");
    }
}
