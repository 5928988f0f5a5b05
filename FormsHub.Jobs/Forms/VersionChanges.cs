using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms;

/// <summary>What a new version changes about a form's fields, against the version before it.</summary>
/// <param name="Added">Fields that came.</param>
/// <param name="Removed">Fields that went.</param>
/// <param name="TypeChanged">Keys that stay with another type: a field of its own beside the old one.</param>
/// <param name="RenameSuggestions">Pairs of <paramref name="Removed"/> and <paramref name="Added"/> that look like one field.</param>
public sealed record VersionChanges(
    IReadOnlyList<FieldDefinition> Added,
    IReadOnlyList<FieldDefinition> Removed,
    IReadOnlyList<TypeChange> TypeChanged,
    IReadOnlyList<RenameSuggestion> RenameSuggestions)
{
    public static readonly VersionChanges None = new([], [], [], []);

    /// <summary>What the author confirmed to be one field; not among the others any more.</summary>
    public IReadOnlyList<FieldRename> Renamed { get; init; } = [];

    /// <summary>Nothing of the fields changes.</summary>
    public bool IsEmpty => Added.Count + Removed.Count + TypeChanged.Count + Renamed.Count == 0;

    /// <param name="before">The fields of the version before, each with its definition there.</param>
    /// <param name="after">What the new version defines.</param>
    public static VersionChanges Between(IReadOnlyList<FormField> before, IReadOnlyList<FieldDefinition> after)
    {
        var definitions = before.Select(field => field.Definition).OfType<FieldDefinition>().ToList();
        var removed = Missing(definitions, after);
        var added = Missing(after, definitions);
        return new(added, removed, ChangesOfType(removed, added), RenameSuggestion.Between(before, after, removed, added));
    }

    /// <summary>What was changed from one published version to another; what is one field by its row was confirmed to be.</summary>
    public static VersionChanges Between(IReadOnlyList<FormField> before, IReadOnlyList<FormField> after)
    {
        var added = after.ExceptBy(before.Select(field => field.Id), field => field.Id).Select(field => field.Definition!).ToList();
        var removed = before.ExceptBy(after.Select(field => field.Id), field => field.Id).Select(field => field.Definition!).ToList();
        var renamed = before.Join(after, field => field.Id, field => field.Id, (old, now) => new FieldRename(old.KeyInVersion, now.KeyInVersion, now.Type))
            .Where(rename => rename.From != rename.To).ToList();
        return new(added, removed, ChangesOfType(removed, added), []) { Renamed = renamed };
    }

    /// <summary>The same changes after the author confirmed some renames.</summary>
    public VersionChanges Confirm(IReadOnlyList<FieldRename> renames) => renames.Count == 0 ? this : this with
    {
        Added = [.. Added.Where(field => !renames.Any(rename => rename.To == field.Key && rename.Type == field.Type))],
        Removed = [.. Removed.Where(field => !renames.Any(rename => rename.From == field.Key && rename.Type == field.Type))],
        RenameSuggestions = [.. RenameSuggestions.Where(suggestion => !renames.Any(rename =>
            rename.Type == suggestion.Type && (rename.From == suggestion.From || rename.To == suggestion.To)))],
        Renamed = renames,
    };

    private static List<TypeChange> ChangesOfType(List<FieldDefinition> removed, List<FieldDefinition> added) =>
        [.. removed.Join(added, field => field.Key, field => field.Key, (old, now) => new TypeChange(old.Key, old.Type, now.Type), StringComparer.Ordinal)];

    private static List<FieldDefinition> Missing(IReadOnlyList<FieldDefinition> fields, IReadOnlyList<FieldDefinition> others) =>
        [.. fields.Where(field => !others.Any(other => IsSame(field, other)))];

    /// <summary>One field in both versions: pictures and signatures share a column, whatever an editor calls them.</summary>
    private static bool IsSame(FieldDefinition one, FieldDefinition other) =>
        one.Key == other.Key && (one.Type == other.Type
            || (one.Type.IsInterchangeableWith(other.Type) && ColumnKindRule.For(one) == ColumnKindRule.For(other)));
}

/// <summary>A key that now has another type: a field of its own, beside the old one.</summary>
public sealed record TypeChange(string Key, FieldType From, FieldType To);
