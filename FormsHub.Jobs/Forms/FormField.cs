using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms;

/// <summary>A field of a form, merged over all its versions: a key and a type. Its column, once made, never changes its meaning.</summary>
public sealed record FormField
{
    public required int Id { get; init; }
    public required string Key { get; init; }
    public required FieldType Type { get; init; }

    /// <summary>The name programs use: the key, or <c>key#type</c> where an earlier field of the form has the key already. Unique in the form.</summary>
    public required string Name { get; init; }
    public required string Label { get; init; }

    /// <summary>The keys it had before its author confirmed another one, the newest first.</summary>
    public IReadOnlyList<string> FormerKeys { get; init; } = [];

    /// <summary>The names it had before; filters may still use them, and no other field takes them.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>What its column holds; null while it was only observed in form data and never published.</summary>
    public ColumnKind? Column { get; init; }

    /// <summary>The column exists. Until then the field's values are kept in field_values.</summary>
    public bool ColumnReady { get; init; }
    public int Position { get; init; }

    /// <summary>How the version at hand (or else the newest that has it) defines it; null for observed fields.</summary>
    public FieldDefinition? Definition { get; init; }

    /// <summary>Seen in form data, never defined by a published version.</summary>
    public bool IsObserved => Column is null;

    /// <summary>The column's name in the form's typed table: made of the id alone.</summary>
    public string ColumnName => $"f{Id}";

    /// <summary>The key it has in the version at hand, which may be a former one.</summary>
    public string KeyInVersion => Definition?.Key ?? Key;
}
