namespace FormsHub.Jobs.Sharing;

/// <summary>What became of a personal link.</summary>
public enum InvitationState
{
    NotOpened,
    Opened,
    Submitted,
    Revoked,
}

/// <summary>A personal link: it lets one person in, and its sessions and submissions are known to be theirs.</summary>
public sealed record Invitation
{
    public required long Id { get; init; }
    public required int FormId { get; init; }

    /// <summary>The unguessable part of the link.</summary>
    public required string LinkToken { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Reference { get; init; }

    /// <summary>It is for one answer; otherwise every answer is followed by a new session.</summary>
    public bool SingleUse { get; init; }

    /// <summary>The role whose fields its holder fills; null where the form has one role or none.</summary>
    public string? Role { get; init; }

    /// <summary>The document that goes from role to role; null without a role.</summary>
    public Guid? CaseId { get; init; }
    public int? CaseNumber { get; init; }
    public string? CaseReference { get; init; }

    /// <summary>The request that made it.</summary>
    public Guid Batch { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Where it leads now; null before it is first opened.</summary>
    public Guid? FillSessionId { get; init; }

    /// <summary>The session where it leads now is submitted.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>The earlier role that must submit first; null when nobody must.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The newest submission that it brought; null while there is none.</summary>
    public long? SubmissionId { get; init; }
    public int? SubmissionNumber { get; init; }

    public InvitationState State =>
        RevokedAt is not null ? InvitationState.Revoked
        : SubmittedAt is not null ? InvitationState.Submitted
        : OpenedAt is not null ? InvitationState.Opened
        : InvitationState.NotOpened;

    /// <summary>The case's reference, or its number where it has none; null without a case.</summary>
    public string? CaseName => CaseReference ?? (CaseNumber is { } number ? $"Case {number}" : null);

    /// <summary>What to call its holder in a sentence.</summary>
    public string Who => Name ?? Email ?? Reference ?? "somebody";
}

/// <summary>Somebody who is to get a personal link.</summary>
/// <param name="Name">Null when it is not known; so with the others.</param>
/// <param name="Role">One of the form's roles; null where it has one or none.</param>
/// <param name="Case">The reference of the case that the role is filled in; null for a case of its own.</param>
public sealed record Invitee(string? Name, string? Email, string? Reference, string? Role = null, string? Case = null)
{
    /// <summary>The line of the list that names them; 0 for none.</summary>
    public int Line { get; init; }

    /// <summary>People of one line share a case without a reference; null for a case alone.</summary>
    public int? CaseOfLine { get; init; }

    /// <summary>The link is for one answer.</summary>
    public bool SingleUse { get; init; } = true;

    /// <summary>Why they cannot be invited whoever they are; null when they can.</summary>
    public string? Problem => PersonText.ProblemWith(this);

    /// <summary>Somebody as a program names them: texts on one line, without what a database cannot hold.</summary>
    public static Invitee Of(string? name, string? email, string? reference, string? role, string? inCase) =>
        new(PersonText.Kept(name ?? ""), PersonText.Kept(email ?? ""), PersonText.Kept(reference ?? ""), PersonText.Kept(role ?? ""), PersonText.Kept(inCase ?? ""));
}

/// <summary>How many personal links a form has.</summary>
public sealed record InvitationCount
{
    public long Total { get; init; }
    public long NotOpened { get; init; }
    public long Opened { get; init; }
    public long Submitted { get; init; }
    public long Revoked { get; init; }

    public long Of(InvitationState? state) => state switch
    {
        null => Total,
        InvitationState.NotOpened => NotOpened,
        InvitationState.Opened => Opened,
        InvitationState.Submitted => Submitted,
        _ => Revoked,
    };
}

/// <summary>Which of a form's personal links are asked for.</summary>
/// <param name="State">Null for all.</param>
/// <param name="Search">Words of a name, e-mail, reference, role or case; null for all.</param>
/// <param name="Batch">Only those that one request made.</param>
public sealed record InvitationQuery(InvitationState? State = null, string? Search = null, Guid? Batch = null);
