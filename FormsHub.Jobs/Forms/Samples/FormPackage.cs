using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Writes the OOXML package of a form: what the editor opens.</summary>
internal static class FormPackage
{
    private const string WordContent = "application/vnd.openxmlformats-officedocument.wordprocessingml";

    /// <summary>The same for every file, so that equal forms are equal bytes.</summary>
    private static readonly DateTimeOffset Timestamp = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(FormDraft draft)
    {
        var roles = new RoleParts(draft);
        var document = new DocumentPart(draft, roles);
        var parts = new Dictionary<string, XElement>(StringComparer.Ordinal)
        {
            ["_rels/.rels"] = Links(
                ("officeDocument", "word/document.xml"),
                ("extended-properties", "docProps/app.xml")),
            ["docProps/app.xml"] = Application(draft.Application),
            ["word/document.xml"] = document.Document,
            ["word/_rels/document.xml.rels"] = document.Relationships,
            ["word/styles.xml"] = DocumentStyles.Styles,
            ["word/settings.xml"] = DocumentStyles.Settings,
            ["word/glossary/document.xml"] = document.Glossary,
        };
        foreach (var (name, part) in roles.Parts)
        {
            parts.Add(name, part);
        }

        var bytes = parts.ToDictionary(part => part.Key, part => Serialize(part.Value), StringComparer.Ordinal);
        bytes.Add("word/media/image1.png", PlaceholderImage.Png);
        return Zip([new("[Content_Types].xml", Serialize(ContentTypes(parts.Keys))), .. bytes]);
    }

    /// <summary>A zip without data descriptors, as the Document Server makes it.</summary>
    internal static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                // The editor stores the two parts that every reader looks at first.
                var entry = zip.CreateEntry(name, name is "[Content_Types].xml" or "_rels/.rels" ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
                entry.LastWriteTime = Timestamp;
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }

        return file.ToArray();
    }

    private static XElement Links(params IEnumerable<(string Type, string Target)> links)
    {
        XNamespace ns = Ooxml.PackageRelationships;
        return new XElement(ns + "Relationships", links.Select((link, i) => new XElement(
            ns + "Relationship",
            new XAttribute("Id", $"rId{i + 1}"),
            new XAttribute("Type", $"{Ooxml.OfficeRelationships}/{link.Type}"),
            new XAttribute("Target", link.Target))));
    }

    private static XElement Application(string name)
    {
        XNamespace ns = Ooxml.ExtendedProperties;
        return new XElement(ns + "Properties", new XElement(ns + "Application", Markup.Clean(name)));
    }

    private static XElement ContentTypes(IEnumerable<string> names)
    {
        XNamespace ns = Ooxml.ContentTypes;
        return new XElement(
            ns + "Types",
            Default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            Default("xml", "application/xml"),
            Default("png", "image/png"),
            names.Select(name => (name, type: TypeOf(name))).Where(part => part.type is not null).Select(part =>
                new XElement(ns + "Override", new XAttribute("PartName", "/" + part.name), new XAttribute("ContentType", part.type!))));

        XElement Default(string extension, string type) =>
            new(ns + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", type));
    }

    private static string? TypeOf(string name) => name switch
    {
        "word/document.xml" => $"{WordContent}.document.main+xml",
        "word/styles.xml" => $"{WordContent}.styles+xml",
        "word/settings.xml" => $"{WordContent}.settings+xml",
        "word/glossary/document.xml" => $"{WordContent}.document.glossary+xml",
        "docProps/app.xml" => "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        Ooxml.RolesPart => "oform/main+xml",
        _ when name.EndsWith(".rels", StringComparison.Ordinal) => null,
        _ when name.StartsWith("oform/fieldMasters/", StringComparison.Ordinal) => "oform/fieldMaster+xml",
        _ => null,
    };

    private static byte[] Serialize(XElement root)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize };
        using (var writer = XmlWriter.Create(bytes, settings))
        {
            new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), root).Save(writer);
        }

        return bytes.ToArray();
    }
}
