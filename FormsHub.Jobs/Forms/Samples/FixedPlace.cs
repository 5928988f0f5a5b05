using System.Globalization;
using System.Xml.Linq;
using FormsHub.Jobs.Forms.Definition;
using static FormsHub.Jobs.Forms.Samples.Markup;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Puts a control into the shape of a fixed field, and a second time into the VML that old programs read, as the editor does.</summary>
internal static class FixedPlace
{
    private const int EmuPerPoint = 12_700;
    private const int WidthPoints = 470;

    /// <param name="text">Visible text behind the control, or null.</param>
    public static XElement Around(FieldDefinition field, XElement control, XElement? text)
    {
        var height = field.MultiLine && !field.Comb ? 64 : field.Type.IsImage ? 60 : 20;
        return El("r", new XElement(
            Mc + "AlternateContent",
            new XElement(Mc + "Choice", new XAttribute("Requires", "wpg"), Shape(Box(control, text), height)),
            new XElement(Mc + "Fallback", El("pict", new XElement(
                V + "shape",
                new XAttribute("type", "#_x0000_t1"),
                new XAttribute("style", string.Create(CultureInfo.InvariantCulture, $"width:{WidthPoints}pt;height:{height}pt;v-text-anchor:middle;visibility:visible;")),
                new XAttribute("filled", "f"),
                new XAttribute("stroked", "f"),
                new XElement(V + "textbox", new XAttribute("inset", "0,0,0,0"), Box(control, text)))))));
    }

    /// <summary>Called twice with the same elements: what has a place already is copied.</summary>
    private static XElement Box(XElement control, XElement? text) =>
        El("txbxContent", El("p", El("pPr", El("spacing", At("before", 0), At("after", 0))), control, text));

    private static XElement Shape(XElement box, int height)
    {
        var (cx, cy) = (new XAttribute("cx", WidthPoints * EmuPerPoint), new XAttribute("cy", height * EmuPerPoint));
        return El("drawing", new XElement(
            Wp + "inline",
            new XAttribute("distT", 0),
            new XAttribute("distB", 0),
            new XAttribute("distL", 0),
            new XAttribute("distR", 0),
            new XElement(Wp + "extent", cx, cy),
            new XElement(Wp + "docPr", new XAttribute("id", 1), new XAttribute("name", ""), new XAttribute("form", "1")),
            new XElement(Wp + "cNvGraphicFramePr"),
            new XElement(A + "graphic", new XElement(A + "graphicData", new XAttribute("uri", Ooxml.Shape), new XElement(
                Wps + "wsp",
                new XElement(Wps + "cNvPr", new XAttribute("id", 0), new XAttribute("name", "")),
                new XElement(Wps + "cNvSpPr"),
                new XElement(
                    Wps + "spPr",
                    new XAttribute("bwMode", "auto"),
                    new XElement(A + "xfrm", new XElement(A + "off", new XAttribute("x", 0), new XAttribute("y", 0)), new XElement(A + "ext", cx, cy)),
                    new XElement(A + "prstGeom", new XAttribute("prst", "rect"), new XElement(A + "avLst")),
                    new XElement(A + "noFill"),
                    new XElement(A + "ln", new XElement(A + "noFill"))),
                new XElement(Wps + "txbx", box),
                new XElement(
                    Wps + "bodyPr",
                    new XAttribute("lIns", 0),
                    new XAttribute("tIns", 0),
                    new XAttribute("rIns", 0),
                    new XAttribute("bIns", 0),
                    new XAttribute("anchor", "ctr"),
                    new XElement(A + "noAutofit")))))));
    }
}
