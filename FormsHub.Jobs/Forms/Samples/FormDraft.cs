using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>A form to be written: what the reader would say about it, and the words around its fields.</summary>
public sealed record FormDraft
{
    public required string Title { get; init; }

    /// <summary>A sentence or two under the title; null for none.</summary>
    public string? Introduction { get; init; }

    /// <summary>In document order. Control numbers and suggested labels follow from the rest and need not be given.</summary>
    public required IReadOnlyList<FieldDefinition> Fields { get; init; }

    /// <summary>In filling order; roles that only fields name are added behind them.</summary>
    public IReadOnlyList<RoleDefinition> Roles { get; init; } = [];

    /// <summary>What docProps/app.xml names as the program that wrote the package.</summary>
    public string Application { get; init; } = "FormsHub";
}
