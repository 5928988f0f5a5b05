namespace FormsHub.Jobs.Forms;

/// <summary>How a session came to be.</summary>
public enum SessionEntrance
{
    /// <summary>Somebody opened the form's public link.</summary>
    Public,

    /// <summary>Somebody opened a personal link.</summary>
    Personal,

    /// <summary>A program made it through the API, for somebody it knows.</summary>
    Program,
}

/// <summary>Who fills, as far as it is known beforehand; null for what is not.</summary>
/// <param name="Name">Shown in the editor and as the submitter.</param>
/// <param name="Email">For a receipt.</param>
/// <param name="Reference">The caller's own reference, such as a case number.</param>
public sealed record Respondent(string? Name, string? Email, string? Reference)
{
    public static readonly Respondent Anonymous = new(null, null, null);
}

/// <summary>One respondent's way through one form.</summary>
public sealed record FillSession
{
    public required Guid Id { get; init; }
    public required int FormId { get; init; }

    /// <summary>The version it was opened with; its submissions are filed under it whatever is published later.</summary>
    public required int FormVersionId { get; init; }
    public required string LinkToken { get; init; }

    /// <summary>The opaque user.id of the editor.</summary>
    public required string RespondentId { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Reference { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public SessionEntrance Entrance { get; init; }

    /// <summary>The role whose fields are filled; null for all of them.</summary>
    public string? Role { get; init; }

    /// <summary>The document on its way from role to role: the case's reference, or its number in words; null without a case.</summary>
    public string? Case { get; init; }

    /// <summary>The living document key; null after a final save.</summary>
    public string? DocumentKey { get; init; }

    /// <summary>Number of its newest submission; null before the first.</summary>
    public int? SubmissionNumber { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public bool IsAnswered => SubmissionNumber is not null;

    /// <summary>Of the personal link that it was opened by; null for other sessions.</summary>
    public string? InvitationToken { get; init; }

    /// <summary>When that link was withdrawn; null while it is good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>That link is for one answer.</summary>
    public bool SingleUse { get; init; }
}

/// <summary>What a document key opens.</summary>
public sealed record OpenedDocument
{
    public required string Key { get; init; }
    public required int FormId { get; init; }
    public Guid? FillSessionId { get; init; }
    public required string Title { get; init; }
    public required string FileName { get; init; }
    public required byte[] Sha256 { get; init; }
}

/// <summary>What a session that is to be made starts with.</summary>
internal sealed record SessionStart(int FormId, Respondent Respondent, SessionEntrance Entrance)
{
    /// <summary>The version to fill; null for the form's newest.</summary>
    public int? VersionId { get; init; }
    public long? InvitationId { get; init; }
    public string? Role { get; init; }
    public Guid? CaseId { get; init; }

    /// <summary>The document to go on with; null for the version's own file.</summary>
    public byte[]? DocumentSha256 { get; init; }
}
