using System.Xml.Linq;
using static FormsHub.Jobs.Forms.Samples.Markup;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>How a written form looks in the editor: four paragraph styles on A4.</summary>
internal static class DocumentStyles
{
    public const string Title = "Title";
    public const string Body = "Normal";
    public const string Caption = "FieldCaption";
    public const string Field = "Field";

    public static XElement Settings => El(
        "settings",
        new XAttribute(XNamespace.Xmlns + "w", W.NamespaceName),
        Val("defaultTabStop", 708),
        El("compat", El("compatSetting", At("name", "compatibilityMode"), At("uri", "http://schemas.microsoft.com/office/word"), At("val", "15"))));

    public static XElement Styles => El(
        "styles",
        new XAttribute(XNamespace.Xmlns + "w", W.NamespaceName),
        El("docDefaults", El("rPrDefault", El("rPr", Arial, Val("sz", 20), Val("lang", "en-US"))), El("pPrDefault")),
        Style(Body, null, Spacing(0, 200), Val("sz", 20)),
        Style(Title, Body, Spacing(0, 120), El("b"), Val("color", "1F3A4D"), Val("sz", 40)),
        Style(Caption, Body, Spacing(120, 40), El("b"), Val("color", "1F3A4D"), Val("sz", 18)),
        Style(Field, Body, Spacing(0, 80), Val("sz", 20)));

    /// <summary>A4 with margins of 2 cm.</summary>
    public static XElement Section => El(
        "sectPr",
        El("pgSz", At("w", 11906), At("h", 16838)),
        El("pgMar", At("top", 1134), At("right", 1134), At("bottom", 1134), At("left", 1134), At("header", 709), At("footer", 709), At("gutter", 0)));

    private static XElement Arial => El("rFonts", At("ascii", "Arial"), At("hAnsi", "Arial"), At("eastAsia", "Arial"), At("cs", "Arial"));

    private static XElement Spacing(int before, int after) => El("spacing", At("before", before), At("after", after), At("line", 264), At("lineRule", "auto"));

    private static XElement Style(string id, string? basedOn, XElement spacing, params object[] run) => El(
        "style",
        At("type", "paragraph"),
        basedOn is null ? At("default", "1") : null,
        At("styleId", id),
        Val("name", id),
        basedOn is null ? null : Val("basedOn", basedOn),
        El("qFormat"),
        El("pPr", basedOn == Body && id == Caption ? El("keepNext") : null, spacing),
        El("rPr", run));
}
