using System.Text;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;

namespace FormsHub.Tests.Forms.Definition;

/// <summary>Builds forms whose inside a test writes by hand, part by part.</summary>
internal sealed class WrittenForm
{
    public const string Namespaces =
        $"""xmlns:w="{Ooxml.Word}" xmlns:w14="{Ooxml.Word2010}" xmlns:r="{Ooxml.OfficeRelationships}" xmlns:mc="{Ooxml.Compatibility}" xmlns:wp="{Ooxml.Drawing}" """;

    private const string OfficeDocument =
        $"""<Relationships xmlns="{Ooxml.PackageRelationships}"><Relationship Id="rId1" Type="{Ooxml.OfficeRelationships}/officeDocument" Target="word/document.xml"/></Relationships>""";

    private readonly Dictionary<string, string> _parts = new() { ["_rels/.rels"] = OfficeDocument };
    private readonly List<string> _links = [];

    public static WrittenForm WithBody(string body) => new WrittenForm().Part("word/document.xml", $"<w:document {Namespaces}><w:body>{body}</w:body></w:document>");

    /// <summary>Each control in a paragraph of its own.</summary>
    public static WrittenForm WithControls(params string[] controls) => WithBody(string.Concat(controls.Select(control => $"<w:p>{control}</w:p>")));

    /// <summary>A control; its content is empty unless given.</summary>
    public static string Control(string properties, string content = "") => $"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>";

    public static string Text(string key, string more = "") => Control($"""<w:formPr w:key="{key}" {more}/><w:textFormPr/>""");

    public static string Button(string group, string key, string more = "") =>
        Control($"""<w14:checkbox><w14:checked w14:val="0"/><w14:groupKey w14:val="{group}"/></w14:checkbox><w:formPr w:key="{key}">{more}</w:formPr>""", "<w:r><w:t>○</w:t></w:r>");

    public WrittenForm Part(string name, string xml)
    {
        _parts[name] = xml;
        return this;
    }

    /// <summary>A link of the document; the type's last word, or a whole type.</summary>
    public WrittenForm Link(string id, string type, string target, string more = "")
    {
        var whole = type.Contains(':', StringComparison.Ordinal) ? type : $"{Ooxml.OfficeRelationships}/{type}";
        _links.Add($"""<Relationship Id="{id}" Type="{whole}" Target="{target}" {more}/>""");
        return Part("word/_rels/document.xml.rels", Relationships(string.Concat(_links)));
    }

    public static string Relationships(string links) => $"""<Relationships xmlns="{Ooxml.PackageRelationships}">{links}</Relationships>""";

    public byte[] Package => FormPackage.Zip(_parts.Select(part => KeyValuePair.Create(part.Key, Encoding.UTF8.GetBytes(part.Value))));

    public byte[] Pdf => PdfFormWriter.Wrap(Package);

    public FormDefinition Read() => Read(Pdf);

    public static FormDefinition Read(byte[] pdf)
    {
        var result = FormDefinitionReader.Read(new MemoryStream(pdf));
        Assert.True(result.Definition is not null, result.Explanation);
        return result.Definition;
    }

    public static FormDefinitionResult TryRead(byte[] pdf) => FormDefinitionReader.Read(new MemoryStream(pdf));
}
