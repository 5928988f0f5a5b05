using System.Xml.Linq;
using FormsHub.Jobs.Forms.Definition;
using static FormsHub.Jobs.Forms.Samples.Markup;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Writes word/document.xml with a caption and a control for every field, its links and the glossary with the placeholders.</summary>
internal sealed class DocumentPart
{
    private static readonly XNamespace Links = Ooxml.PackageRelationships;

    private readonly RoleParts _roles;
    private readonly List<XElement> _links = [];
    private readonly List<XElement> _placeholders = [];
    private readonly string _image;

    public DocumentPart(FormDraft draft, RoleParts roles)
    {
        _roles = roles;
        Link($"{Ooxml.OfficeRelationships}/styles", "styles.xml");
        Link($"{Ooxml.OfficeRelationships}/settings", "settings.xml");
        Link($"{Ooxml.OfficeRelationships}/glossaryDocument", "glossary/document.xml");
        _image = Link($"{Ooxml.OfficeRelationships}/image", "media/image1.png");
        Document = El("document", Namespaces, El(
            "body",
            Paragraph(DocumentStyles.Title, Run(draft.Title)),
            draft.Introduction is { } introduction ? Paragraph(DocumentStyles.Body, Run(introduction)) : null,
            draft.Fields.SelectMany(Field),
            DocumentStyles.Section));
        NumberDrawings();
    }

    public XElement Document { get; }

    public XElement Relationships => new(Links + "Relationships", _links);

    public XElement Glossary => El("glossaryDocument", Namespaces, El("docParts", _placeholders));

    /// <summary>Every drawing has a number of its own, the copies for old programs too.</summary>
    private void NumberDrawings()
    {
        var number = 0;
        foreach (var drawing in Document.Descendants(Wp + "docPr"))
        {
            drawing.SetAttributeValue("id", ++number);
        }
    }

    private IEnumerable<XElement> Field(FieldDefinition field)
    {
        var text = field.TextAfter ?? "";
        if (field.Type != FieldType.CheckBox || string.IsNullOrWhiteSpace(text))
        {
            yield return Paragraph(DocumentStyles.Caption, Run(SuggestedLabel.Of(field)));
        }

        if (field.Type == FieldType.Radio)
        {
            foreach (var option in field.Options)
            {
                yield return Line(field, Control(field, option), option.TextAfter ?? option.Label);
            }
        }
        else
        {
            yield return Line(field, Control(field, null), text);
        }
    }

    private static XElement Line(FieldDefinition field, XElement control, string textAfter)
    {
        var text = textAfter.Length == 0 ? null : Run(" " + textAfter);
        return field.Fixed
            ? Paragraph(DocumentStyles.Field, FixedPlace.Around(field, control, text))
            : Paragraph(DocumentStyles.Field, control, text);
    }

    private XElement Control(FieldDefinition field, FieldOption? button)
    {
        var master = _roles.AddMaster(field.Role) is { } part ? Link(Ooxml.FieldMasterRelationship, part) : null;
        var placeholder = field.Placeholder is { } shown && button is null ? Placeholder(shown) : null;
        return ControlMarkup.Control(field, button, master, placeholder, _image);
    }

    private string Placeholder(string text)
    {
        var name = $"FormsHubPlaceholder{_placeholders.Count + 1}";
        _placeholders.Add(El(
            "docPart",
            El(
                "docPartPr",
                Val("name", name),
                El("category", Val("name", "Common"), Val("gallery", "placeholder")),
                El("types", Val("type", "bbPlcHdr")),
                El("behaviors", Val("behavior", "content"))),
            El("docPartBody", El("p", Run(text)))));
        return name;
    }

    private string Link(string type, string target)
    {
        var id = $"rId{_links.Count + 1}";
        _links.Add(new XElement(Links + "Relationship", new XAttribute("Id", id), new XAttribute("Type", type), new XAttribute("Target", target)));
        return id;
    }
}
