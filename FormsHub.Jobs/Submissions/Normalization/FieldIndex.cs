using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>The fields a form knows, found by what form data says of them. Made once for many submissions and used by one thread; its fields never change.</summary>
public sealed class FieldIndex
{
    private readonly Dictionary<string, List<FormField>> _byKey = new(StringComparer.Ordinal);
    private readonly HashSet<ObservedField> _ofOtherVersions = [];

    public FieldIndex(IReadOnlyList<FormField> fields)
    {
        // What the version defines goes by the key it has there, whatever it is called today. Only then come fields that the version does not have.
        foreach (var field in fields.Where(field => field.Definition is not null).Concat(fields.Where(field => field.Definition is null && !Has(field))))
        {
            Add(field.KeyInVersion, field);
        }

        foreach (var field in fields)
        {
            ObservedFields += field.IsObserved ? 1 : 0;
            if (!Has(field))
            {
                _ofOtherVersions.Add(new ObservedField(field.Key, field.Type));
            }
        }
    }

    /// <summary>How many of the fields no version has published.</summary>
    public int ObservedFields { get; }

    /// <summary>What the submissions normalized with this index brought that the form does not know: together they keep to the limit.</summary>
    internal HashSet<ObservedField> NewlyObserved { get; } = [];

    /// <summary>A field of the form has this key and type in other versions only: here it goes by another key, so an entry of this one is not its.</summary>
    internal bool IsOfOtherVersions(ObservedField field) => _ofOtherVersions.Contains(field);

    /// <param name="key">Compared character by character, blanks included.</param>
    /// <param name="type">Null when the entry names none: then the key alone decides, if only one field has it.</param>
    /// <returns>Null when the form does not know the field.</returns>
    public FormField? Find(string key, FieldType? type)
    {
        if (!_byKey.TryGetValue(key, out var sameKey))
        {
            return null;
        }

        return type is not { } named
            ? sameKey.Count == 1 ? sameKey[0] : FindType(sameKey, FieldType.Text)
            : FindType(sameKey, named);
    }

    private bool Has(FormField field) => _byKey.TryGetValue(field.Key, out var sameKey) && sameKey.Exists(known => known.Type == field.Type);

    private void Add(string key, FormField field)
    {
        if (!_byKey.TryGetValue(key, out var sameKey))
        {
            _byKey.Add(key, sameKey = new List<FormField>(1));
        }

        sameKey.Add(field);
    }

    // The very type first: only where the form does not have it, one that the editor takes for the same.
    private static FormField? FindType(List<FormField> fields, FieldType type)
    {
        FormField? interchangeable = null;
        foreach (var field in fields)
        {
            if (field.Type == type)
            {
                return field;
            }

            interchangeable ??= field.Type.IsInterchangeableWith(type) ? field : null;
        }

        return interchangeable;
    }
}
