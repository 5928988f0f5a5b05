using System.Globalization;

namespace FormsHub.Jobs.Forms;

/// <summary>Which field of a form a definition or an entry means, and what a new one is called.</summary>
public sealed class FieldNames
{
    private readonly Dictionary<string, List<FormField>> _byKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public FieldNames(IEnumerable<FormField> fields)
    {
        foreach (var field in fields)
        {
            if (!_byKey.TryGetValue(field.Key, out var twins))
            {
                _byKey.Add(field.Key, twins = []);
            }

            twins.Add(field);
            _taken.Add(field.Name);
            _taken.UnionWith(field.FormerNames);
        }
    }

    /// <summary>The field with this key and type, or else one of an interchangeable type whose column can hold the same values.</summary>
    public FormField? Find(string key, FieldType type, ColumnKind column) =>
        !_byKey.TryGetValue(key, out var twins)
            ? null
            : twins.Find(field => field.Type == type)
                ?? twins.Find(field => field.Type.IsInterchangeableWith(type) && field.Column == column);

    /// <summary>The name of a new field: its key if that is free, else <c>key#type</c>, else with a number behind it. Former names are not free.</summary>
    public string Take(string key, FieldType type)
    {
        var name = Plain(key);
        for (var attempt = 1; !_taken.Add(name); attempt++)
        {
            name = attempt == 1 ? $"{key}#{type.Name}" : string.Create(CultureInfo.InvariantCulture, $"{key}#{type.Name}#{attempt}");
        }

        return name;
    }

    /// <summary>The name of a field under its new key; one that it had before it may have again.</summary>
    public string TakeAgain(FormField field, string key) => field.FormerNames.Contains(Plain(key)) ? Plain(key) : Take(key, field.Type);

    private static string Plain(string key) => key.Length > 0 ? key : "(no key)";
}
