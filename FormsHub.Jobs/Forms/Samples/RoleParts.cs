using System.Xml.Linq;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>The oform parts of a package: who fills which field. None when the form names no role.</summary>
internal sealed class RoleParts
{
    private readonly List<RoleDefinition> _roles;

    public RoleParts(FormDraft draft)
    {
        _roles = [.. draft.Roles
            .Concat(draft.Fields.Where(field => field.Role.Length > 0).Select(field => new RoleDefinition(field.Role, null)))
            .DistinctBy(role => role.Name)];
        if (_roles.Count == 0)
        {
            return;
        }

        Parts.Add(Ooxml.RolesPart, new XElement(
            "document",
            RelationPrefix,
            new XElement("defaultUser", Link(1)),
            _roles.Select((_, i) => new XElement("fieldGroup", new XAttribute("weight", i), new XElement("user", Link(i + 1))))));
        Parts.Add("oform/_rels/main.xml.rels", Links(_roles.Select((_, i) => $"userMasters/user{i + 1}.xml")));
        for (var i = 0; i < _roles.Count; i++)
        {
            Parts.Add($"oform/userMasters/user{i + 1}.xml", new XElement(
                "user",
                new XElement("role", Markup.Clean(_roles[i].Name)),
                _roles[i].Color is { } color ? new XElement("color", new XAttribute("val", color.TrimStart('#'))) : null));
        }
    }

    /// <summary>By name, as they go into the package.</summary>
    public Dictionary<string, XElement> Parts { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds the master of one control and gives its target as seen from word/document.xml; null when the role is nobody's.</summary>
    public string? AddMaster(string role)
    {
        var user = _roles.FindIndex(known => known.Name == role);
        if (role.Length == 0 || user < 0)
        {
            return null;
        }

        var number = Parts.Keys.Count(name => name.StartsWith("oform/fieldMasters/f", StringComparison.Ordinal)) + 1;
        Parts.Add($"oform/fieldMasters/fieldMaster{number}.xml", new XElement(
            "fieldMaster",
            RelationPrefix,
            new XElement("users", new XElement("user", Link(1))),
            new XElement("signRequest")));
        Parts.Add($"oform/fieldMasters/_rels/fieldMaster{number}.xml.rels", Links([$"../userMasters/user{user + 1}.xml"]));
        return $"../oform/fieldMasters/fieldMaster{number}.xml";
    }

    private static XAttribute RelationPrefix => new(XNamespace.Xmlns + "r", Ooxml.OfficeRelationships);

    private static XAttribute Link(int number) => new(Markup.R + "id", $"rId{number}");

    /// <summary>Links under oform carry no type.</summary>
    private static XElement Links(IEnumerable<string> targets)
    {
        XNamespace ns = Ooxml.PackageRelationships;
        return new XElement(ns + "Relationships", targets.Select((target, i) =>
            new XElement(ns + "Relationship", new XAttribute("Id", $"rId{i + 1}"), new XAttribute("Target", target))));
    }
}
