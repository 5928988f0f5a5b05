namespace FormsHub.Jobs.Reporting;

/// <summary>A view as it is noted, and as PostgreSQL has it.</summary>
internal sealed record NotedView
{
    public required int Id { get; init; }
    public int? Version { get; init; }
    public required string Name { get; init; }
    public string? Fingerprint { get; init; }

    /// <summary>PostgreSQL has a view of this name; the rest is empty when not.</summary>
    public bool Exists { get; init; }
    public string[] Names { get; init; } = [];
    public string[] Types { get; init; } = [];
    public bool IsGranted { get; init; }
    public string[] NotedNames { get; init; } = [];
    public int[] NotedFields { get; init; } = [];

    /// <summary>The columns that were made, in order; a field's may have another name by now.</summary>
    public IReadOnlyList<(string Name, int FieldId)> Noted => [.. NotedNames.Zip(NotedFields)];
}
