using FormsHub.Jobs.Sessions;
using FormsHub.Web.Editor;

namespace FormsHub.Web.Sessions;

/// <summary>One fill session in an answer.</summary>
internal sealed record SessionResponse
{
    public required Guid Id { get; init; }

    /// <summary>One of the names of <see cref="SessionProgress"/>.</summary>
    public required string Progress { get; init; }
    public required int Version { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Reference { get; init; }

    /// <summary>What a respondent names when asking.</summary>
    public required string ShortReference { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>How long somebody was in the document, to a tenth.</summary>
    public double MinutesSpent { get; init; }
    public long? SubmissionId { get; init; }
    public int? SubmissionNumber { get; init; }

    /// <summary>Where what was entered can be downloaded; null while nothing was saved.</summary>
    public string? DocumentUrl { get; init; }

    public static SessionResponse Of(SessionSummary session, Addresses addresses) => new()
    {
        Id = session.Id,
        Progress = SessionProgressRule.NameOf(session.Progress),
        Version = session.Version,
        Name = session.Name,
        Email = session.Email,
        Reference = session.Reference,
        ShortReference = SessionReference.Of(session.Id),
        CreatedAt = session.CreatedAt,
        OpenedAt = session.OpenedAt,
        ChangedAt = session.ChangedAt,
        SubmittedAt = session.SubmittedAt,
        LastActivityAt = session.LastActivityAt,
        MinutesSpent = Math.Round(session.TimeSpent.TotalMinutes, 1),
        SubmissionId = session.SubmissionId,
        SubmissionNumber = session.SubmissionNumber,
        DocumentUrl = session.SaveId is null ? null : $"{addresses.Public}/api/fill-sessions/{session.Id}/document",
    };
}

/// <summary>Some sessions of a list.</summary>
/// <param name="Next">The cursor of the next page; null after the last one.</param>
internal sealed record SessionListResponse(IReadOnlyList<SessionResponse> Items, string? Next);

/// <summary>How many sessions came how far.</summary>
/// <param name="Sessions">All that were made, opened or not.</param>
/// <param name="Opened">Somebody was in the document.</param>
/// <param name="Changed">Something was saved or submitted.</param>
/// <param name="Progress">Every session once, by how it stands now.</param>
/// <param name="AbandonedMinutes">How long a session must be quiet to count as abandoned.</param>
internal sealed record FunnelResponse(
    long Sessions, long Opened, long Changed, long Submitted, IReadOnlyDictionary<string, long> Progress, int AbandonedMinutes);
