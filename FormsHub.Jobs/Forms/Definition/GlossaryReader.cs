using System.Text;
using System.Xml;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Looks up placeholders: each is the first paragraph of a glossary entry that the control names.</summary>
internal static class GlossaryReader
{
    /// <summary>The wanted placeholders that exist, by name. A damaged glossary gives those before the damage.</summary>
    public static Dictionary<string, string> Read(PackageParts parts, string? part, HashSet<string> wanted, ReadBudget budget)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (part is null || wanted.Count == 0)
        {
            return found;
        }

        try
        {
            using var xml = parts.OpenXml(part);
            Read(xml, wanted, found, budget.Limits.CaptionLength);
        }
        catch (Exception damage) when (damage is InvalidDataException or XmlException)
        {
            budget.Warn("The list of placeholders is damaged; some placeholders are left out.");
        }

        return found;
    }

    private static void Read(GuardedXmlReader xml, HashSet<string> wanted, Dictionary<string, string> found, int limit)
    {
        string? name = null;
        StringBuilder? text = null;
        var inPartProperties = false;
        var inText = false;
        while (xml.Read())
        {
            if (xml.IsText)
            {
                if (inText && text?.Length < limit)
                {
                    text.Append(xml.Text.AsSpan(0, Math.Min(xml.Text.Length, limit - text.Length)));
                }
            }
            else if (xml.Namespace == Ooxml.Word && (xml.IsElement || xml.IsEndElement))
            {
                var begins = xml.IsElement;
                switch (xml.Name)
                {
                    case "docPart":
                        name = null;
                        text = null;
                        break;
                    case "docPartPr":
                        inPartProperties = begins && !xml.IsEmptyElement;
                        break;
                    case "name" when begins && inPartProperties:
                        name ??= xml.Attribute("val");
                        break;
                    case "p" when begins && name is not null && wanted.Contains(name) && !found.ContainsKey(name):
                        text ??= new StringBuilder();
                        break;
                    case "p" when !begins && name is not null && text is not null:
                        found.TryAdd(name, text.ToString());
                        text = null;
                        break;
                    case "t":
                        inText = begins && !xml.IsEmptyElement;
                        break;
                }
            }
        }
    }
}
