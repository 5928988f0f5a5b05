using System.Globalization;
using System.Xml;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Reads who fills what: the roles in filling order and the role behind each field's master. Damage here costs roles, never the form.</summary>
internal sealed class RoleReader(PackageParts parts, ReadBudget budget)
{
    private static readonly RoleDefinition Nobody = new("", null);

    private readonly Dictionary<string, RoleDefinition> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _masters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The roles by the weight of their group, then by name; empty when the file has none.</summary>
    public IReadOnlyList<RoleDefinition> Roles()
    {
        if (!parts.Contains(Ooxml.RolesPart))
        {
            return [];
        }

        var groups = new List<(double Weight, RoleDefinition Role)>();
        Guard("The list of roles is damaged; some roles are left out.", () => ReadGroups(groups));
        return [.. groups.OrderBy(group => group.Weight).ThenBy(group => group.Role.Name, StringComparer.Ordinal).Select(group => group.Role).DistinctBy(role => role.Name)];
    }

    /// <summary>The name of the role that a field's master names first; empty when there is no master or it names nobody.</summary>
    public string RoleOf(Relationships links, string? relation)
    {
        if (relation is null)
        {
            return "";
        }

        if (links.Target(relation) is not { } master)
        {
            budget.Warn("A field names a role through a link that is missing; anyone may fill it.");
            return "";
        }

        if (!_masters.TryGetValue(master, out var role))
        {
            role = "";
            Guard("The role of a field cannot be found; anyone may fill it.", () => role = RoleOfMaster(master));
            _masters[master] = role;
        }

        return role;
    }

    private void ReadGroups(List<(double, RoleDefinition)> groups)
    {
        var links = Relationships.Of(parts, Ooxml.RolesPart, budget);
        using var xml = parts.OpenXml(Ooxml.RolesPart);
        double? weight = null;
        var users = 0;
        while (xml.Read())
        {
            if (xml.Name == "fieldGroup" && xml.IsElement)
            {
                weight = double.TryParse(xml.Attribute("weight"), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number) ? number : 0;
                users = 0;
            }

            if (xml.Name == "user" && xml.IsElement && weight is { } place && User(links.Target(xml.RelationId)) is { Name.Length: > 0 } user)
            {
                groups.Add((place, user));
                users++;
            }

            if (xml.Name == "fieldGroup" && (xml.IsEndElement || xml.IsEmptyElement))
            {
                weight = null;
                if (users == 0)
                {
                    budget.Warn("A group of fields names no role; nobody can be asked to fill it.");
                }
            }
        }
    }

    private string RoleOfMaster(string master)
    {
        var links = Relationships.Of(parts, master, budget);
        using var xml = parts.OpenXml(master);
        var inUsers = false;
        while (xml.Read())
        {
            if (xml.Name == "users")
            {
                inUsers = xml.IsElement;
            }
            else if (inUsers && xml.IsElement && xml.Name == "user")
            {
                return User(links.Target(xml.RelationId)).Name;
            }
        }

        budget.Warn("A field's master names no role; anyone may fill it.");
        return "";
    }

    private RoleDefinition User(string? part)
    {
        if (part is null)
        {
            budget.Warn("A role is named through a link that is missing.");
            return Nobody;
        }

        if (!_users.TryGetValue(part, out var user))
        {
            user = Nobody;
            Guard("The description of a role is missing or damaged; its fields are anyone's.", () => user = ReadUser(part));
            _users[part] = user;
        }

        return user;
    }

    private RoleDefinition ReadUser(string part)
    {
        using var xml = parts.OpenXml(part);
        string name = "", inside = "";
        string? color = null;
        while (xml.Read())
        {
            if (xml.IsElement && xml.Name == "color" && xml.Attribute("val") is { Length: 6 } hex && hex.All(char.IsAsciiHexDigit))
            {
                color = "#" + hex.ToUpperInvariant();
            }

            if (xml.IsElement || xml.IsEndElement)
            {
                inside = xml.IsElement && !xml.IsEmptyElement ? xml.Name : "";
            }
            else if (xml.IsText && inside == "role")
            {
                name += xml.Text;
            }
        }

        return name.Length <= budget.Limits.KeyLength ? new RoleDefinition(name, color) : throw new InvalidDataException("a role's name is too long");
    }

    private void Guard(string warning, Action read)
    {
        try
        {
            read();
        }
        catch (Exception damage) when (damage is InvalidDataException or XmlException)
        {
            budget.Warn(warning);
        }
    }
}
