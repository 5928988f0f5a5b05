using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Web.Editor;

namespace FormsHub.Web.Forms;

internal sealed record FormListResponse(IReadOnlyList<FormResponse> Items);

/// <summary>A form as programs see it.</summary>
internal sealed record FormResponse
{
    public required int Id { get; init; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required string State { get; init; }
    public DateTimeOffset? OpensAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public int? MaxSubmissions { get; init; }
    public string? ResultMessage { get; init; }

    /// <summary>IANA name of the zone that people are told times in.</summary>
    public required string TimeZone { get; init; }
    public string? AskedBy { get; init; }
    public string? Purpose { get; init; }
    public bool AllowCopy { get; init; }
    public string? NotYetOpenMessage { get; init; }
    public string? ClosedMessage { get; init; }
    public string? FullMessage { get; init; }
    public bool PublicLink { get; init; }
    public bool OnePerPerson { get; init; }

    /// <summary>The public link asks for a password. What it is nobody is told.</summary>
    public bool HasPassword { get; init; }
    public required IReadOnlyList<string> EmbedOrigins { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public required VersionSummary Version { get; init; }
    public required string FillUrl { get; init; }

    public static FormResponse Of(Form form, IReadOnlyList<FormField>? fields, IReadOnlyList<string> warnings, Addresses addresses) => new()
    {
        Id = form.Id,
        Slug = form.Slug,
        Title = form.Title,
        State = form.State,
        OpensAt = form.OpensAt,
        ClosesAt = form.ClosesAt,
        MaxSubmissions = form.MaxSubmissions,
        ResultMessage = form.ResultMessage,
        TimeZone = form.TimeZone,
        AskedBy = form.AskedBy,
        Purpose = form.Purpose,
        AllowCopy = form.AllowCopy,
        NotYetOpenMessage = form.NotYetOpenMessage,
        ClosedMessage = form.ClosedMessage,
        FullMessage = form.FullMessage,
        PublicLink = form.PublicLink,
        OnePerPerson = form.OnePerPerson,
        HasPassword = form.PasswordHash is not null,
        EmbedOrigins = form.EmbedOrigins,
        CreatedAt = form.CreatedAt,
        Version = VersionSummary.Of(form, fields, warnings),
        FillUrl = $"{addresses.Public}/f/{form.LinkToken}",
    };
}

/// <summary>A version with its fields in document order; <see cref="Fields"/> is absent in lists.</summary>
internal sealed record VersionSummary(
    int Number, DateTimeOffset PublishedAt, bool ColumnsPending, IReadOnlyList<FieldResponse>? Fields, IReadOnlyList<string> Warnings)
{
    public static VersionSummary Of(Form form, IReadOnlyList<FormField>? fields, IReadOnlyList<string> warnings) =>
        new(form.VersionNumber, form.PublishedAt, form.ColumnsPending, fields is null ? null : [.. fields.Select(FieldResponse.Of)], warnings);
}

/// <summary>A newly published version with what it changes.</summary>
internal sealed record VersionResponse(
    int Number,
    DateTimeOffset PublishedAt,
    bool ColumnsPending,
    IReadOnlyList<FieldResponse> Fields,
    IReadOnlyList<string> Warnings,
    ChangesResponse Changes)
{
    public static VersionResponse Of(Form form, IReadOnlyList<FormField> fields, IReadOnlyList<string> warnings, VersionChanges changes) => new(
        form.VersionNumber,
        form.PublishedAt,
        form.ColumnsPending,
        [.. fields.Select(FieldResponse.Of)],
        warnings,
        new(
            [.. changes.Added.Select(ChangedField.Of)],
            [.. changes.Removed.Select(ChangedField.Of)],
            [.. changes.TypeChanged.Select(change => new ChangedType(change.Key, change.From.Name, change.To.Name))],
            [.. changes.RenameSuggestions.Select(rename => new SuggestedRename(rename.From, rename.To, rename.Type.Name, rename.Because))],
            [.. changes.Renamed.Select(rename => new ConfirmedRename(rename.From, rename.To, rename.Type!.Value.Name))]));
}

internal sealed record ChangesResponse(
    IReadOnlyList<ChangedField> Added,
    IReadOnlyList<ChangedField> Removed,
    IReadOnlyList<ChangedType> TypeChanged,
    IReadOnlyList<SuggestedRename> RenameSuggestions,
    IReadOnlyList<ConfirmedRename> Renamed);

internal sealed record ChangedField(string Key, string Type, string Label)
{
    public static ChangedField Of(FieldDefinition field) => new(field.Key, field.Type.Name, field.SuggestedLabel);
}

internal sealed record ChangedType(string Key, string From, string To);

internal sealed record SuggestedRename(string From, string To, string Type, string Because);

internal sealed record ConfirmedRename(string From, string To, string Type);

/// <summary>A field as programs see it; <see cref="Key"/> is its name in values, filters and columns.</summary>
internal sealed record FieldResponse
{
    public required string Key { get; init; }
    public required string Type { get; init; }

    /// <summary>The field's label or help text, or else what stands beside it.</summary>
    public required string Label { get; init; }
    public bool Required { get; init; }
    public required string Role { get; init; }

    /// <summary>A date's pattern, or what a text takes: digit, letter, mask or regExp; null when anything.</summary>
    public string? Format { get; init; }

    /// <summary>The mask or regular expression; null without.</summary>
    public string? Mask { get; init; }
    public string? Language { get; init; }

    /// <summary>The options of a choice; null for other types.</summary>
    public IReadOnlyList<FieldOption>? Options { get; init; }
    public required string Tag { get; init; }
    public string? HelpText { get; init; }
    public string? Placeholder { get; init; }

    /// <summary>Longest text in characters; null when unlimited.</summary>
    public int? MaxCharacters { get; init; }
    public bool Comb { get; init; }
    public bool MultiLine { get; init; }

    /// <summary>Names it had before, the newest first: filters may still use them.</summary>
    public IReadOnlyList<string> FormerKeys { get; init; } = [];

    /// <summary>A picture that takes a signature.</summary>
    public bool Signature { get; init; }

    public static FieldResponse Of(FormField field)
    {
        var definition = field.Definition ?? throw new ArgumentException("The field has no definition.", nameof(field));
        return new()
        {
            Key = field.Name,
            Type = definition.Type.Name,
            Label = definition.SuggestedLabel,
            Required = definition.Required,
            Role = definition.Role,
            Format = definition.DateFormat ?? definition.TextFormat?.Type,
            Mask = definition.TextFormat?.Pattern,
            Language = definition.Language,
            Options = definition.Type.IsChoice ? definition.Options : null,
            Tag = definition.Tag,
            HelpText = definition.HelpText,
            Placeholder = definition.Placeholder,
            MaxCharacters = definition.MaxCharacters,
            Comb = definition.Comb,
            MultiLine = definition.MultiLine,
            FormerKeys = field.FormerNames,
            Signature = definition.Signature,
        };
    }
}
