namespace FormsHub.Jobs.Forms.Design;

/// <summary>A state of a form's document: saved by the editor, dropped as a file, or an older one taken up again. Published ones are versions too.</summary>
public sealed record DesignDraft
{
    public const string Editor = "editor";
    public const string Upload = "upload";
    public const string Restored = "restored";

    public required int Id { get; init; }
    public required int FormId { get; init; }

    /// <summary>Its place in the history of the form's document; null for a dropped file that nobody has published.</summary>
    public int? Number { get; init; }

    /// <summary><see cref="Editor"/>, <see cref="Upload"/> or <see cref="Restored"/>.</summary>
    public required string Origin { get; init; }

    /// <summary>The state that it was changed from or is a copy of; null when there was none.</summary>
    public int? FromId { get; init; }
    public int? FromNumber { get; init; }
    public required string FileName { get; init; }
    public string? AuthorId { get; init; }

    /// <summary>Who changed it last, by name; null when the editor did not say.</summary>
    public string? Author { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset SavedAt { get; init; }

    /// <summary>Saved when others had gone on from another state: kept, and not what is edited next.</summary>
    public bool Aside { get; init; }

    /// <summary>The version it was published as; null while it is a draft only.</summary>
    public int? VersionNumber { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public string? PublishedBy { get; init; }
    public required byte[] Sha256 { get; init; }
    public byte[]? ChangesSha256 { get; init; }

    /// <summary>As the Document Server gave it, a JSON text; null when it gave none.</summary>
    public string? History { get; init; }

    /// <summary>Without dot.</summary>
    public required string FileType { get; init; }
}

/// <summary>Somebody who designs: the id and the name that the editor is given.</summary>
public sealed record DesignAuthor(string Id, string Name);

/// <summary>The living key of a form's document.</summary>
public sealed record DesignKey
{
    public required string Key { get; init; }

    /// <summary>The state it was opened from; null when the form has none.</summary>
    public int? DraftId { get; init; }
    public byte[]? OpenedSha256 { get; init; }

    /// <summary>Ids of those who are inside.</summary>
    public string[] Users { get; init; } = [];
}

/// <summary>What the next author edits, beside what respondents fill.</summary>
public sealed record NewestDocument
{
    /// <summary>Null when the form has no states.</summary>
    public int? DraftId { get; init; }
    public required byte[] Sha256 { get; init; }
    public required int VersionNumber { get; init; }
    public required byte[] VersionSha256 { get; init; }

    /// <summary>Something is drafted that respondents do not have yet.</summary>
    public bool IsDrafted => !Sha256.AsSpan().SequenceEqual(VersionSha256);
}
