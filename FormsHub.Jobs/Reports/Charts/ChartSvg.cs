using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Reports.Charts;

/// <summary>A chart as SVG for a page. Colours are the page's: the parts have classes and hold no style.</summary>
public static class ChartSvg
{
    /// <summary>An svg element with a name for those who do not see it. The numbers themselves belong into a table beside it.</summary>
    public static string Write(ChartDrawing drawing)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart-drawing\" role=\"img\" viewBox=\"0 0 {drawing.Width:0.##} {drawing.Height:0.##}\" aria-label=\"{Escape(drawing.Chart.Title)}\">");
        foreach (var shape in drawing.Shapes)
        {
            Append(svg, shape);
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Append(StringBuilder svg, ChartShape shape)
    {
        switch (shape)
        {
            case ChartRectangle bar:
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar\" x=\"{bar.X:0.##}\" y=\"{bar.Y:0.##}\" width=\"{bar.Width:0.##}\" height=\"{bar.Height:0.##}\"><title>{Escape(bar.Hint)}</title></rect>");
                break;
            case ChartLine line:
                svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{(line.IsAxis ? "axis" : "grid")}\" x1=\"{line.X1:0.##}\" y1=\"{line.Y1:0.##}\" x2=\"{line.X2:0.##}\" y2=\"{line.Y2:0.##}\"/>");
                break;
            case ChartText text:
                // SVG anchors a text by its reading: the start of one from right to left is on its right.
                svg.Append(CultureInfo.InvariantCulture, $"<text class=\"{(text.IsMuted ? "chart-value" : "chart-label")}\" x=\"{text.X:0.##}\" y=\"{text.Y:0.##}\" dominant-baseline=\"central\" text-anchor=\"{AnchorOf(text)}\" font-size=\"{ChartDrawing.TextSize}\"{(TextDirection.IsRightToLeft(text.Text) == true ? " direction=\"rtl\"" : "")}>{Escape(text.Text)}</text>");
                break;
        }
    }

    private static string AnchorOf(ChartText text) => (text.Anchor, TextDirection.IsRightToLeft(text.Text) == true) switch
    {
        (ChartAnchor.Middle, _) => "middle",
        (ChartAnchor.Left, false) or (ChartAnchor.Right, true) => "start",
        _ => "end",
    };

    private static string Escape(string text) => ShownText.CleanLine(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);
}
