using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms;

/// <summary>What a new version changes about a form's fields, against the version before it.</summary>
public sealed record VersionChanges(
    IReadOnlyList<FieldDefinition> Added,
    IReadOnlyList<FieldDefinition> Removed,
    IReadOnlyList<TypeChange> TypeChanged,
    IReadOnlyList<RenameSuggestion> RenameSuggestions)
{
    public static readonly VersionChanges None = new([], [], [], []);

    public static VersionChanges Between(IReadOnlyList<FieldDefinition> before, IReadOnlyList<FieldDefinition> after)
    {
        var removed = Missing(before, after);
        var added = Missing(after, before);
        var typeChanged = removed
            .Join(added, field => field.Key, field => field.Key, (old, now) => new TypeChange(old.Key, old.Type, now.Type), StringComparer.Ordinal)
            .ToList();
        return new(added, removed, typeChanged, SuggestRenames(before, after, removed, added));
    }

    private static List<FieldDefinition> Missing(IReadOnlyList<FieldDefinition> fields, IReadOnlyList<FieldDefinition> others)
    {
        var known = others.Select(field => (field.Key, field.Type)).ToHashSet();
        return [.. fields.Where(field => !known.Contains((field.Key, field.Type)))];
    }

    /// <summary>A field that went and one that came are suggested as a rename when their types agree and their labels or places do.</summary>
    private static List<RenameSuggestion> SuggestRenames(
        IReadOnlyList<FieldDefinition> before,
        IReadOnlyList<FieldDefinition> after,
        IReadOnlyList<FieldDefinition> removed,
        IReadOnlyList<FieldDefinition> added)
    {
        var oldPlaces = Places(before);
        var newPlaces = Places(after);
        var free = added.ToList();
        var suggestions = new List<RenameSuggestion>();
        foreach (var old in removed)
        {
            var match = free.Find(field => field.Type == old.Type && field.Key != old.Key && SameLabel(field, old))
                ?? free.Find(field => field.Type == old.Type && field.Key != old.Key && newPlaces[(field.Key, field.Type)] == oldPlaces[(old.Key, old.Type)]);
            if (match is not null)
            {
                free.Remove(match);
                suggestions.Add(new(old.Key, match.Key, old.Type, SameLabel(match, old) ? "the labels are equal" : "it stands in the same place"));
            }
        }

        return suggestions;
    }

    private static Dictionary<(string Key, FieldType Type), int> Places(IReadOnlyList<FieldDefinition> fields) =>
        fields.Select((field, place) => KeyValuePair.Create((field.Key, field.Type), place)).ToDictionary();

    private static bool SameLabel(FieldDefinition one, FieldDefinition other) =>
        one.SuggestedLabel == other.SuggestedLabel && one.SuggestedLabel != one.Key;
}

/// <summary>A key that now has another type: a field of its own, beside the old one.</summary>
public sealed record TypeChange(string Key, FieldType From, FieldType To);

/// <summary>Two keys that look like one field under a new name; only the author can confirm it.</summary>
public sealed record RenameSuggestion(string From, string To, FieldType Type, string Because);
