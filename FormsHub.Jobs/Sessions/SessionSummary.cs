namespace FormsHub.Jobs.Sessions;

/// <summary>One fill session in a list.</summary>
public sealed record SessionSummary
{
    public required Guid Id { get; init; }
    public required int FormId { get; init; }

    /// <summary>Number of the form version it fills.</summary>
    public required int Version { get; init; }

    /// <summary>The unguessable part of the respondent's link.</summary>
    public required string LinkToken { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Reference { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>null while nobody has been in its document.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>null while nothing was saved.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When somebody last came, went, saved or submitted.</summary>
    public DateTimeOffset? LastActivityAt { get; init; }
    public SessionStage Stage { get; init; }
    public bool IsInside { get; init; }

    /// <summary>Its newest submission.</summary>
    public long? SubmissionId { get; init; }
    public int? SubmissionNumber { get; init; }

    /// <summary>Its newest save that holds what was entered; null when there is none.</summary>
    public long? SaveId { get; init; }
    public DateTimeOffset? SavedAt { get; init; }
    public SessionProgress Progress { get; init; }

    /// <summary>How long somebody was in its documents.</summary>
    public TimeSpan TimeSpent { get; init; }

    /// <summary>Who fills it, as far as it is known; null for nobody known.</summary>
    public string? Who => Name ?? Email ?? Reference;
}

/// <summary>Some sessions of a list.</summary>
/// <param name="Next">null after the last page.</param>
public sealed record SessionPage(IReadOnlyList<SessionSummary> Sessions, SessionCursor? Next);

/// <summary>How many of a form's sessions came how far.</summary>
/// <param name="Counts">Every session counts once.</param>
/// <param name="Opened">Somebody was inside, whatever came of it.</param>
/// <param name="Changed">Something was saved or submitted.</param>
public sealed record SessionFunnel(IReadOnlyDictionary<SessionProgress, long> Counts, long Opened, long Changed, long Submitted)
{
    public long Sessions => Counts.Values.Sum();
}

/// <summary>Stored bytes of a fill session's document.</summary>
public sealed record SavedDocument
{
    public required long SaveId { get; init; }
    public required byte[] Sha256 { get; init; }
    public required string MediaType { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public required int FormId { get; init; }
    public required string FormSlug { get; init; }
    public required string FormTitle { get; init; }
}
