using System.Globalization;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;

namespace FormsHub.Web.PracticeEditor.Design;

/// <summary>What came of one change to a form that is designed.</summary>
internal enum DesignOutcome
{
    Changed,

    /// <summary>It asks for what is so already, or for a field that somebody removed meanwhile.</summary>
    Nothing,

    /// <summary>Another field has this key, or it is empty.</summary>
    KeyTaken,

    /// <summary>It makes no sense, or more fields than the stand-in keeps.</summary>
    Refused,
}

/// <summary>A form while it is designed: its fields in order, changed one thing at a time, so that two authors' changes to one field both stay.</summary>
internal sealed class FormDesign
{
    private const int MostFields = 500;
    private const int MostOptions = 200;
    private const int LongestText = 500;

    private readonly List<DesignField> _fields = [];
    private readonly IReadOnlyList<RoleDefinition> _roles;
    private readonly string _title;
    private int _lastId;

    public FormDesign(string title, FormDefinition definition)
    {
        (_title, _roles) = (title, definition.Roles);
        _fields.AddRange(definition.Fields.Select(field => new DesignField(++_lastId, field)));
    }

    /// <summary>The form drawn anew: what a real editor keeps between the fields is not known here.</summary>
    public FormDraft ToDraft() => new() { Title = _title, Roles = _roles, Fields = [.. _fields.Select(field => field.Definition)], Application = "FormsHub practice editor" };

    /// <param name="change">As a tab sent it.</param>
    /// <param name="id">The field it is about; 0 when it is about none.</param>
    public DesignOutcome Apply(JsonElement change, out int id)
    {
        id = Number(change, "id");
        switch (Text(change, "op"))
        {
            case "add":
                return Add(Text(change, "kind") ?? "", Number(change, "after"), out id);
            case "change":
                return Change(id, change);
            case "move":
                return Move(id, Number(change, "by"));
            case "remove":
                var removed = id;
                return _fields.RemoveAll(field => field.Id == removed) > 0 ? DesignOutcome.Changed : DesignOutcome.Nothing;
            default:
                return DesignOutcome.Refused;
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("fields");
        foreach (var field in _fields)
        {
            WriteField(json, field);
        }

        json.WriteEndArray();
        json.WriteStartArray("roles");
        foreach (var role in _roles.Select(role => role.Name).Concat(_fields.Select(field => field.Definition.Role)).Where(role => role.Length > 0).Distinct(StringComparer.Ordinal))
        {
            json.WriteStringValue(role);
        }

        json.WriteEndArray();
    }

    private static void WriteField(Utf8JsonWriter json, DesignField field)
    {
        var definition = field.Definition;
        json.WriteStartObject();
        json.WriteNumber("id", field.Id);
        json.WriteString("kind", field.Kind);
        json.WriteString("key", definition.Key);
        json.WriteString("label", field.Label);
        json.WriteString("shown", definition.SuggestedLabel);
        json.WriteString("help", definition.Type == FieldType.Radio ? "" : definition.HelpText ?? "");
        json.WriteBoolean("required", definition.Required);
        json.WriteString("role", definition.Role);
        json.WriteString("dateFormat", definition.Type == FieldType.DateTime ? definition.DateFormat ?? DateFormats.Default : "");
        json.WriteStartArray("options");
        foreach (var option in definition.Options)
        {
            json.WriteStringValue(option.Label);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private DesignOutcome Add(string kind, int after, out int id)
    {
        id = 0;
        var number = 1;
        while (_fields.Exists(field => field.Definition.Key == KeyOf(kind, number)))
        {
            number++;
        }

        if (_fields.Count >= MostFields || DesignField.New(kind, KeyOf(kind, number), _roles.Count > 0 ? _roles[0].Name : "") is not { } definition)
        {
            return DesignOutcome.Refused;
        }

        var place = _fields.FindIndex(field => field.Id == after);
        _fields.Insert(place < 0 ? _fields.Count : place + 1, new DesignField(id = ++_lastId, definition));
        return DesignOutcome.Changed;
    }

    private DesignOutcome Move(int id, int by)
    {
        var place = _fields.FindIndex(field => field.Id == id);
        if (place < 0 || Math.Abs(by) != 1 || place + by < 0 || place + by >= _fields.Count)
        {
            return DesignOutcome.Nothing;
        }

        (_fields[place], _fields[place + by]) = (_fields[place + by], _fields[place]);
        return DesignOutcome.Changed;
    }

    private DesignOutcome Change(int id, JsonElement change)
    {
        var place = _fields.FindIndex(field => field.Id == id);
        if (place < 0)
        {
            return DesignOutcome.Nothing;
        }

        var field = _fields[place];
        var changed = Text(change, "member") switch
        {
            "key" when Value(change) is { } key => key.Trim().Length == 0 || _fields.Exists(other => other.Id != id && other.Definition.Key == key) ? null : field.Definition with { Key = key },
            "label" when Value(change) is { } label => field.WithLabel(label),
            "help" when Value(change) is { } help && field.Definition.Type != FieldType.Radio => field.Definition with { HelpText = help.Length == 0 ? null : help },
            "role" when Value(change) is { } role => field.Definition with { Role = role.Trim() },
            "dateFormat" when Value(change) is { Length: > 0 } format && field.Definition.Type == FieldType.DateTime => field.Definition with { DateFormat = format },
            "required" when change.TryGetProperty("value", out var required) && required.ValueKind is JsonValueKind.True or JsonValueKind.False =>
                field.Definition with { Required = required.ValueKind == JsonValueKind.True },
            "options" when Labels(change) is { } labels && field.Definition.Type.IsChoice =>
                field.Definition with { Options = DesignField.Options(field.Definition.Options, labels, field.Definition.Type == FieldType.Radio), Selected = null },
            _ => field.Definition,
        };
        if (changed is null)
        {
            return DesignOutcome.KeyTaken;
        }

        if (ReferenceEquals(changed, field.Definition))
        {
            return DesignOutcome.Refused;
        }

        _fields[place] = field with { Definition = changed };
        return DesignOutcome.Changed;
    }

    private static string KeyOf(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{number}");

    private static string? Value(JsonElement change) => Text(change, "value") is { Length: <= LongestText } value && !value.Contains('\0', StringComparison.Ordinal) ? value : null;

    private static List<string>? Labels(JsonElement change)
    {
        if (!change.TryGetProperty("value", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostOptions)
        {
            return null;
        }

        var labels = list.EnumerateArray().Where(label => label.ValueKind == JsonValueKind.String).Select(label => label.GetString()!.Trim()).Where(label => label.Length is > 0 and <= LongestText);
        return [.. labels];
    }

    private static string? Text(JsonElement change, string name) =>
        change.ValueKind == JsonValueKind.Object && change.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static int Number(JsonElement change, string name) =>
        change.ValueKind == JsonValueKind.Object && change.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) ? number : 0;
}
