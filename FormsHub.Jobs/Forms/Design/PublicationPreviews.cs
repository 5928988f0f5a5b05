using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms.Design;

/// <summary>What publishing a draft would change, before it does.</summary>
public sealed record PublicationPreview
{
    public required Form Form { get; init; }
    public required DesignDraft Draft { get; init; }

    /// <summary>What the draft defines; null when it is no readable form.</summary>
    public FormDefinition? Definition { get; init; }

    /// <summary>Why the draft cannot be published; null when it can.</summary>
    public string? Explanation { get; init; }
    public VersionChanges Changes { get; init; } = VersionChanges.None;

    /// <summary>Fields of the draft that keep the column they have.</summary>
    public IReadOnlyList<FieldDefinition> Kept { get; init; } = [];

    /// <summary>New fields, each with what it could go on from.</summary>
    public IReadOnlyList<NewField> New { get; init; } = [];
}

/// <summary>A field of the draft that the newest version does not have.</summary>
/// <param name="Definition">As the draft defines it.</param>
/// <param name="Returns">A field of an earlier version that has its key and type: its column is used again.</param>
/// <param name="Candidates">Fields that go and whose column could hold its answers; only the author knows whether they are it.</param>
/// <param name="Suggestion">The candidate that looks like it; null when none does.</param>
public sealed record NewField(FieldDefinition Definition, FormField? Returns, IReadOnlyList<FormField> Candidates, RenameSuggestion? Suggestion);

/// <summary>Says what publishing a draft would change.</summary>
public sealed class PublicationPreviews(FormCatalog catalog, DesignDocuments design, FormFiles files)
{
    /// <returns>null when there is no such form or draft.</returns>
    public async Task<PublicationPreview?> OfAsync(int formId, int draftId, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(formId, cancellationToken) is not { } form || await design.FindAsync(formId, draftId, cancellationToken) is not { } draft)
        {
            return null;
        }

        var preview = new PublicationPreview { Form = form, Draft = draft };
        var read = await ReadAsync(draft, cancellationToken);
        if (read?.Definition is not { } definition)
        {
            return preview with { Explanation = read?.Explanation ?? "Its bytes are missing from the store." };
        }

        var known = await catalog.FieldsAsync(formId, cancellationToken);
        var before = (await catalog.FieldsOfVersionAsync(form.VersionId, cancellationToken)).Where(field => field.Definition is not null).ToList();
        var changes = VersionChanges.Between(before, definition.Fields);
        var names = new FieldNames(known);
        return preview with
        {
            Definition = definition,
            Explanation = FormFiles.HasTooManyFields(known, definition, 0) ? FormFiles.TooManyFields : null,
            Changes = changes,
            Kept = [.. definition.Fields.Where(field => !changes.Added.Contains(field))],
            New = [.. changes.Added.Select(field => Describe(field, names.Find(field.Key, field.Type, ColumnKindRule.For(field)), before, changes))],
        };
    }

    /// <summary>Whether a draft can be read as a form, and what is odd about it; null when its bytes are missing.</summary>
    public async Task<FormDefinitionResult?> ReadAsync(DesignDraft draft, CancellationToken cancellationToken)
    {
        await using var content = files.Open(draft.Sha256);
        return content is null ? null : files.Read(content, cancellationToken);
    }

    // A key that the form has had before brings its own column back; to go on from another field would pour two columns into one.
    private static NewField Describe(FieldDefinition field, FormField? returns, List<FormField> before, VersionChanges changes) => new(
        field,
        returns is { IsObserved: false } ? returns : null,
        returns is not null ? [] : [.. before.Where(old => changes.Removed.Contains(old.Definition!) && RenameSuggestion.CanShareColumn(old, field))],
        returns is not null ? null : changes.RenameSuggestions.FirstOrDefault(suggestion => suggestion.To == field.Key && suggestion.Type == field.Type));
}
