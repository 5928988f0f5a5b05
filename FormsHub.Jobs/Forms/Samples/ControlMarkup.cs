using System.Xml.Linq;
using FormsHub.Jobs.Forms.Definition;
using static FormsHub.Jobs.Forms.Samples.Markup;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Writes the content control of a field, or of one button of a radio group.</summary>
internal static class ControlMarkup
{
    /// <summary>What the editor shows where a field has no placeholder of its own.</summary>
    private const string NoPlaceholder = "\u00A0\u00A0\u00A0\u00A0";
    private const string SymbolFont = "Segoe UI Symbol";
    private const int CombWidthTwips = 300;

    public static XElement Control(FieldDefinition field, FieldOption? button, string? master, string? placeholder, string image)
    {
        var isBox = button is not null || field.Type == FieldType.CheckBox;
        return El(
            "sdt",
            El(
                "sdtPr",
                new XElement(W15 + "appearance", new XAttribute(W15 + "val", "boundingBox")),
                placeholder is null ? null : El("placeholder", Val("docPart", placeholder)),
                isBox ? null : Val("showingPlcHdr", "true"),
                Val("tag", field.Tag),
                Kind(field, button),
                FormProperties(field, button, master),
                field.Type == FieldType.Text ? TextProperties(field) : null),
            El("sdtContent", isBox ? Symbol(button is not null, IsOn(field, button)) : Content(field, image)));
    }

    private static XElement FormProperties(FieldDefinition field, FieldOption? button, string? master) => El(
        "formPr",
        At("key", button?.Value ?? field.Key),
        Label(field, button) is { } label ? At("label", label) : null,
        field.HelpText is { } help ? At("helpText", help) : null,
        field.Required ? At("required", "1") : null,
        button is not null || field.Type == FieldType.CheckBox ? null : El("border", At("val", "single"), At("color", "B7CED7"), At("sz", 4), At("space", 0)),
        master is null ? null : El("field", new XAttribute(R + "id", master)));

    /// <summary>A button says its label itself only where the text behind it does not.</summary>
    private static string? Label(FieldDefinition field, FieldOption? button)
    {
        if (button is null)
        {
            return field.Label;
        }

        var after = button.TextAfter ?? button.Label;
        return (after.Length > 0 ? after : button.Value) == button.Label ? null : button.Label;
    }

    private static XElement? Kind(FieldDefinition field, FieldOption? button)
    {
        var type = field.Type;
        if (button is not null || type == FieldType.CheckBox)
        {
            return new XElement(
                W14 + "checkbox",
                Val14("checked", IsOn(field, button) ? 1 : 0),
                State("checkedState", button is null ? "2611" : "25C9"),
                State("uncheckedState", button is null ? "2610" : "25CB"),
                button is null ? null : Val14("groupKey", field.Key));
        }

        if (type.IsImage)
        {
            return El("picture", At("scaleFlag", 0), At("lockProportions", 1), At("respectBorders", 0), field.Signature || type == FieldType.Signature ? At("signature", 1) : null);
        }

        if (type == FieldType.ComboBox || type == FieldType.DropDownList)
        {
            return El(
                type.Name,
                field.Options.Select(option => El("listItem", At("displayText", option.Label), At("value", option.Value))),
                type == FieldType.ComboBox ? Format(field.TextFormat) : null);
        }

        return type == FieldType.DateTime ? Date(field) : type == FieldType.Complex ? El("complexFormPr", At("type", "telephone")) : null;
    }

    private static XElement Date(FieldDefinition field) => El(
        "date",
        field.DateFormat is { } format ? Val("dateFormat", format) : null,
        field.Language is { } language ? Val("lid", language) : null,
        Val("storeMappedDataAs", "dateTime"),
        Val("calendar", "gregorian"));

    private static XElement TextProperties(FieldDefinition field) => El(
        "textFormPr",
        At("multiLine", field.MultiLine ? 1 : 0),
        At("autoFit", field.AutoFit ? 1 : 0),
        field.Comb ? El("comb", At("width", CombWidthTwips), At("wRule", "auto")) : null,
        Val("maxCharacters", field.MaxCharacters ?? -1),
        Format(field.TextFormat));

    private static XElement? Format(TextFormat? format) => format is null ? null : El(
        "format",
        At("type", format.Type),
        format.Pattern is { } pattern ? At("val", pattern) : null,
        format.Symbols is { } symbols ? At("symbols", symbols) : null);

    private static object Content(FieldDefinition field, string image)
    {
        if (field.Type == FieldType.Complex)
        {
            return new object[] { Run("+"), Part(field, "country", 3), Run(" "), Part(field, "number", 12) };
        }

        return field.Type.IsImage ? El("r", Picture(image)) : Run(field.Placeholder ?? NoPlaceholder);
    }

    /// <summary>A part of a complex field: a field of its own in the editor, none in form data.</summary>
    private static XElement Part(FieldDefinition field, string name, int digits) => El(
        "sdt",
        El(
            "sdtPr",
            Val("showingPlcHdr", "true"),
            El("formPr", At("key", $"{field.Key} {name}")),
            El("textFormPr", At("multiLine", 0), At("autoFit", 0), Val("maxCharacters", digits), El("format", At("type", "digit")))),
        El("sdtContent", Run(NoPlaceholder)));

    private static XElement Picture(string image)
    {
        var size = new object[] { new XAttribute("cx", 2_286_000), new XAttribute("cy", 762_000) };
        return El("drawing", new XElement(
            Wp + "inline",
            new XElement(Wp + "extent", size),
            new XElement(Wp + "docPr", new XAttribute("id", 2), new XAttribute("name", "")),
            new XElement(Wp + "cNvGraphicFramePr"),
            new XElement(A + "graphic", new XElement(A + "graphicData", new XAttribute("uri", Pic.NamespaceName), new XElement(
                Pic + "pic",
                new XElement(Pic + "nvPicPr", new XElement(Pic + "cNvPr", new XAttribute("id", 0), new XAttribute("name", "")), new XElement(Pic + "cNvPicPr")),
                new XElement(Pic + "blipFill", new XElement(A + "blip", new XAttribute(R + "embed", image)), new XElement(A + "stretch", new XElement(A + "fillRect"))),
                new XElement(
                    Pic + "spPr",
                    new XElement(A + "xfrm", new XElement(A + "off", new XAttribute("x", 0), new XAttribute("y", 0)), new XElement(A + "ext", size)),
                    new XElement(A + "prstGeom", new XAttribute("prst", "rect"), new XElement(A + "avLst"))))))));
    }

    private static bool IsOn(FieldDefinition field, FieldOption? button) => button is null ? field.Checked : button.Value == field.Selected;

    private static XElement State(string name, string symbol) =>
        new(W14 + name, new XAttribute(W14 + "val", symbol), new XAttribute(W14 + "font", SymbolFont));

    private static XElement Symbol(bool isRadio, bool on) => Run(
        (isRadio, on) switch { (true, true) => "◉", (true, false) => "○", (false, true) => "☑", _ => "☐" },
        El("rFonts", At("ascii", SymbolFont), At("hAnsi", SymbolFont), At("eastAsia", SymbolFont), At("cs", SymbolFont)));
}
