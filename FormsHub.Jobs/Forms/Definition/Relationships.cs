using System.Xml;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>A link from one part to another part of the package. Links that lead outside are never followed and not listed.</summary>
/// <param name="Type">Null for the links between the oform parts.</param>
/// <param name="Target">The part's name from the package's root.</param>
internal sealed record Relationship(string Id, string? Type, string Target)
{
    public bool IsOf(string lastWord) => Type is not null && Type.EndsWith("/" + lastWord, StringComparison.Ordinal);
}

/// <summary>The links of one part, in the order they are written.</summary>
internal sealed class Relationships
{
    private readonly Dictionary<string, Relationship> _byId = new(StringComparer.Ordinal);

    public List<Relationship> All { get; } = [];

    public string? Target(string? id) => id is not null && _byId.TryGetValue(id, out var relationship) ? relationship.Target : null;

    /// <summary>Reads the links of a part (empty name: of the package). A part without links, or with damaged ones, has none.</summary>
    public static Relationships Of(PackageParts parts, string part, ReadBudget budget)
    {
        var links = new Relationships();
        var slash = part.LastIndexOf('/') + 1;
        var (folder, name) = (part[..slash], $"{part[..slash]}_rels/{part[slash..]}.rels");
        if (!parts.Contains(name))
        {
            return links;
        }

        try
        {
            using var xml = parts.OpenXml(name);
            while (xml.Read())
            {
                if (xml.IsElement && xml.Name == "Relationship")
                {
                    links.Add(xml, folder, budget);
                }
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or XmlException)
        {
            budget.Warn($"The links of {(part.Length == 0 ? "the package" : part)} are damaged; what they lead to is left out.");
        }

        return links;
    }

    private void Add(GuardedXmlReader xml, string folder, ReadBudget budget)
    {
        if (xml.Attribute("Id") is not { } id || xml.Attribute("Target") is not { } target || xml.Attribute("TargetMode") == "External")
        {
            return;
        }

        if (All.Count >= budget.Limits.Relationships)
        {
            throw new FormRefusedException(FormRefusal.TooLarge, $"The form inside this PDF has more than {budget.Limits.Relationships:N0} links; no real form does.");
        }

        if (Resolve(folder, target) is not { } part)
        {
            budget.Warn("A link inside the form leads out of the package; it was not followed.");
            return;
        }

        var relationship = new Relationship(id, xml.Attribute("Type"), part);
        if (_byId.TryAdd(id, relationship))
        {
            All.Add(relationship);
        }
    }

    /// <summary>The part a target means, seen from a folder; null when it leaves the package.</summary>
    private static string? Resolve(string folder, string target)
    {
        var path = target.Replace('\\', '/');
        if (path.Length > 1_000 || path.Contains(':'))
        {
            return null;
        }

        var segments = new List<string>();
        foreach (var segment in (path.StartsWith('/') ? path : folder + path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                if (segments.Count == 0)
                {
                    return null;
                }

                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return segments.Count == 0 ? null : string.Join('/', segments);
    }
}
