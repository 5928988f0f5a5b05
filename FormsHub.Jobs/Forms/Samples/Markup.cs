using System.Xml;
using System.Xml.Linq;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Short words for the WordprocessingML that the writer needs.</summary>
internal static class Markup
{
    public static readonly XNamespace W = Ooxml.Word;
    public static readonly XNamespace W14 = Ooxml.Word2010;
    public static readonly XNamespace W15 = Ooxml.Word2012;
    public static readonly XNamespace R = Ooxml.OfficeRelationships;
    public static readonly XNamespace Mc = Ooxml.Compatibility;
    public static readonly XNamespace Wp = Ooxml.Drawing;
    public static readonly XNamespace A = Ooxml.DrawingMain;
    public static readonly XNamespace Wps = Ooxml.Shape;
    public static readonly XNamespace V = Ooxml.Vml;
    public static readonly XNamespace Pic = "http://schemas.openxmlformats.org/drawingml/2006/picture";

    /// <summary>The prefixes of a part's root. Old programs pass over what they may ignore.</summary>
    public static object[] Namespaces =>
    [
        Prefix("w", W), Prefix("w14", W14), Prefix("w15", W15), Prefix("r", R), Prefix("mc", Mc), Prefix("wp", Wp), Prefix("a", A), Prefix("wps", Wps),
        Prefix("wpg", "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"), Prefix("v", V), Prefix("pic", Pic),
        new XAttribute(Mc + "Ignorable", "w14 w15"),
    ];

    public static XElement El(string name, params object?[] content) => new(W + name, content);

    public static XAttribute At(string name, object value) => new(W + name, value is string text ? Clean(text) : value);

    /// <summary>An element with a w:val.</summary>
    public static XElement Val(string name, object value) => El(name, At("val", value));

    public static XElement Val14(string name, object value) => new(W14 + name, new XAttribute(W14 + "val", value is string text ? Clean(text) : value));

    public static XElement Run(string text, params object?[] properties) => El(
        "r",
        properties.Length == 0 ? null : El("rPr", properties),
        El("t", new XAttribute(XNamespace.Xml + "space", "preserve"), Clean(text)));

    public static XElement Paragraph(string style, params object?[] content) => El("p", El("pPr", Val("pStyle", style)), content);

    /// <summary>What XML cannot carry is left out: control characters and halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                kept.Append(text[i]).Append(text[++i]);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                kept.Append(text[i]);
            }
        }

        return kept.ToString();
    }

    private static XAttribute Prefix(string prefix, XNamespace ns) => new(XNamespace.Xmlns + prefix, ns.NamespaceName);
}
