using Dapper;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Npgsql;

namespace FormsHub.Jobs.Intake;

/// <summary>What came in, for people and programs that look after it.</summary>
public sealed class Inbox(NpgsqlDataSource database, IJobServer jobs, TimeProvider clock)
{
    /// <summary>A session's timeline is not paged; a person's session has some dozens of entries.</summary>
    private const int LongestTimeline = 1000;

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<CallbackEvent>> ListAsync(InboxQuery query, CancellationToken cancellationToken) =>
        QueryAsync<CallbackEvent>("callbacks/list_events", query, cancellationToken);

    /// <summary>All saves of a form's documents, newest first.</summary>
    /// <param name="before">The id of the last one seen; null for the newest.</param>
    public Task<IReadOnlyList<DocumentSave>> SavesAsync(int formId, long? before, int limit, CancellationToken cancellationToken) =>
        QueryAsync<DocumentSave>("callbacks/list_saves", new { formId, before, limit }, cancellationToken);

    /// <returns>null when there is no such session.</returns>
    public async Task<SessionTimeline?> TimelineAsync(Guid id, CancellationToken cancellationToken)
    {
        var session = await QueryAsync<SessionTimeline>("callbacks/find_session", new { id }, cancellationToken);
        return session is [var found]
            ? found with { Timeline = await QueryAsync<TimelineEntry>("callbacks/list_timeline", new { id, limit = LongestTimeline }, cancellationToken) }
            : null;
    }

    /// <summary>Makes the values of a callback's submission again from its stored form data.</summary>
    /// <returns>null when there is no such callback.</returns>
    public async Task<Replay?> ReplayAsync(long eventId, CancellationToken cancellationToken)
    {
        var replays = await QueryAsync<Replay>("callbacks/replay_event", new { id = eventId, now = clock.GetUtcNow() }, cancellationToken);
        if (replays is not [var replay])
        {
            return null;
        }

        if (replay.SubmissionId is not null)
        {
            jobs.Trigger<NormalizeSubmissions>();
        }

        return replay;
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string statement, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<T>(new CommandDefinition(Sql.Get(statement), parameters, cancellationToken: cancellationToken));
        return rows.AsList();
    }
}

/// <summary>Which callbacks to list; null does not narrow.</summary>
/// <param name="Before">The id of the last one seen.</param>
public sealed record InboxQuery(string? DocumentKey, int? Status, string? Outcome, long? Before, int Limit);

/// <summary>One callback as it was taken in.</summary>
public record CallbackEvent
{
    public required long Id { get; init; }
    public required string DocumentKey { get; init; }

    /// <summary>null when nothing in it could be believed.</summary>
    public int? Status { get; init; }
    public int? ForcesaveType { get; init; }

    /// <summary>An <see cref="IntakeOutcome"/> in camel case.</summary>
    public required string Outcome { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required int DurationMs { get; init; }
    public string? Error { get; init; }

    /// <summary>Of the command that this callback answers; null for none.</summary>
    public string? UserData { get; init; }
}

/// <summary>A callback in the timeline of a session, with what it stored.</summary>
public sealed record TimelineEntry : CallbackEvent
{
    public string? SaveKind { get; init; }
    public int? SaveVersion { get; init; }

    /// <summary>It was no callback: the document was found among the Document Server's forgotten files.</summary>
    public bool Recovered { get; init; }
    public long? SubmissionId { get; init; }
    public int? SubmissionNumber { get; init; }
}

/// <summary>One stored save of a document.</summary>
public sealed record DocumentSave
{
    public required long Id { get; init; }
    public required string DocumentKey { get; init; }
    public Guid? FillSessionId { get; init; }
    public required int Status { get; init; }
    public int? ForcesaveType { get; init; }

    /// <summary>final, draft, corrupted, unchanged or stale.</summary>
    public required string Kind { get; init; }

    /// <summary>The version of the document it made; null when it made none.</summary>
    public int? Version { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public DateTimeOffset? LastSave { get; init; }
    public bool NotModified { get; init; }
    public string? FileType { get; init; }
    public string? DocumentSha256 { get; init; }
    public long? DocumentSize { get; init; }
    public string? ChangesSha256 { get; init; }
    public long EventId { get; init; }

    /// <summary>It came out of the Document Server's forgotten files, not by a callback.</summary>
    public bool Recovered { get; init; }

    /// <summary>Of the command that asked for it; null for none.</summary>
    public string? UserData { get; init; }
}

/// <summary>One fill session from its opening on.</summary>
public sealed record SessionTimeline
{
    public required Guid Id { get; init; }
    public required int FormId { get; init; }

    /// <summary>Number of the form version it was opened with.</summary>
    public required int Version { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Reference { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The living key; null after the last one was retired.</summary>
    public string? DocumentKey { get; init; }

    /// <summary>Ids of the editors who are inside now.</summary>
    public string[] Users { get; init; } = [];
    public bool Submitted { get; init; }
    public bool Saved { get; init; }

    /// <summary>submitted, filledNotSubmitted, editing or opened.</summary>
    public string State => Submitted ? "submitted" : Saved ? "filledNotSubmitted" : Users.Length > 0 ? "editing" : "opened";

    /// <summary>The finer word, as lists have it: notOpened, opened, editing, filledNotSubmitted, submitted or abandoned.</summary>
    public string? Progress { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>How long somebody was in its documents, to a tenth.</summary>
    public double MinutesSpent { get; init; }

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];
}

/// <summary>What a replay found.</summary>
public sealed record Replay
{
    /// <summary>Of the callback when it came.</summary>
    public required string Outcome { get; init; }

    /// <summary>The submission that is being normalized again; null when the callback brought no form data.</summary>
    public long? SubmissionId { get; init; }
}
