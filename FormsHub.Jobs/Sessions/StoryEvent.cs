using FormsHub.Jobs.Intake;

namespace FormsHub.Jobs.Sessions;

/// <summary>One callback about a session's document, with what it stored.</summary>
public sealed record StoryEvent
{
    public required long Id { get; init; }
    public required string DocumentKey { get; init; }

    /// <summary>null when nothing in it could be believed.</summary>
    public int? Status { get; init; }
    public int? ForcesaveType { get; init; }
    public required string Outcome { get; init; }
    public string? Error { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Unix seconds; null where tokens are turned off.</summary>
    public decimal? SignedAt { get; init; }

    /// <summary>How many are inside after it; status 1 only.</summary>
    public int People { get; init; }

    /// <summary>Of the first of <c>actions</c>: 0 somebody left, 1 somebody came; null where it only tells who is there.</summary>
    public string? Action { get; init; }

    /// <summary>Of the save whose document was stored.</summary>
    public long? SaveId { get; init; }
    public string? SaveKind { get; init; }
    public int? SaveVersion { get; init; }
    public long? SaveSize { get; init; }
    public long? SubmissionId { get; init; }
    public int? SubmissionNumber { get; init; }
    public bool Late { get; init; }

    /// <summary>When it was said: callbacks overtake each other on their way.</summary>
    public DateTimeOffset At => Said(SignedAt, ReceivedAt);

    public bool IsSubmit => ForcesaveType == (int)Intake.ForcesaveType.Submit && Status is (int)DocumentStatus.Forcesaved or (int)DocumentStatus.ForcesaveError;

    /// <summary>An <see cref="IntakeOutcome"/>; null for one that this version does not know.</summary>
    public IntakeOutcome? Known => Enum.TryParse<IntakeOutcome>(Outcome, ignoreCase: true, out var known) ? known : null;

    /// <summary>It was not the editor that spoke, or it spoke of something else.</summary>
    public bool IsForeign => Known is >= IntakeOutcome.RefusedAddress and <= IntakeOutcome.UnknownKey;

    /// <summary>It says who is inside: status 1 in its list of users, the others by ending the document.</summary>
    public bool IsAboutPresence => !IsForeign
        && Status is (int)DocumentStatus.Editing or (int)DocumentStatus.ReadyForSaving or (int)DocumentStatus.SavingError or (int)DocumentStatus.ClosedWithNoChanges;

    internal static DateTimeOffset Said(decimal? signedAt, DateTimeOffset receivedAt) =>
        signedAt is > 0 and < 253402300800m ? DateTimeOffset.FromUnixTimeMilliseconds((long)(signedAt.Value * 1000)) : receivedAt;
}
