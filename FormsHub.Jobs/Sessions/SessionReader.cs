using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Sessions;

/// <summary>Reads how a form's fill sessions went: counts, pages and single ones with their story.</summary>
public sealed class SessionReader(NpgsqlDataSource database, SessionClock clock)
{
    public const int LargestPage = 1000;

    /// <summary>A person's session has some dozens of callbacks.</summary>
    private const int LongestStory = 2000;

    /// <summary>How many sessions of the query's period came how far; its other conditions do not count.</summary>
    public async Task<SessionFunnel> FunnelAsync(SessionQuery query, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var values = new { query.FormId, query.From, query.To, quietSince = now - clock.Patience, believedSince = now - SessionClock.LongestStay };
        var rows = (await connection.QueryAsync<StageCount>(Command("sessions/count_sessions", values, cancellationToken))).ToDictionary(row => row.Stage);
        StageCount At(SessionStage stage) => rows.GetValueOrDefault(stage) ?? new StageCount();
        long From(SessionStage stage) => rows.Values.Where(row => row.Stage >= stage).Sum(row => row.Sessions);
        var opened = At(SessionStage.Opened);
        var changed = At(SessionStage.Changed);
        var counts = new Dictionary<SessionProgress, long>
        {
            [SessionProgress.NotOpened] = At(SessionStage.Made).Sessions,
            [SessionProgress.Opened] = opened.ActiveAndEmpty,
            [SessionProgress.Editing] = opened.Inside + changed.Inside,
            [SessionProgress.FilledNotSubmitted] = changed.Sessions - changed.Inside,
            [SessionProgress.Abandoned] = opened.Sessions - opened.Inside - opened.ActiveAndEmpty,
            [SessionProgress.Submitted] = At(SessionStage.Submitted).Sessions,
        };
        return new SessionFunnel(counts, From(SessionStage.Opened), From(SessionStage.Changed), From(SessionStage.Submitted));
    }

    /// <summary>Newest first.</summary>
    /// <param name="limit">1 to <see cref="LargestPage"/>.</param>
    /// <param name="cursor">Of an earlier page; null for the first.</param>
    public async Task<SessionPage> PageAsync(SessionQuery query, int limit, SessionCursor? cursor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestPage);
        var now = clock.Now;
        var quietSince = now - clock.Patience;
        var progress = query.Progress;
        var values = new
        {
            query.FormId,
            stage = (short?)SessionProgressRule.StageOf(progress),
            activeSince = progress == SessionProgress.Opened ? quietSince : (DateTimeOffset?)null,
            quietSince = progress == SessionProgress.Abandoned ? quietSince : (DateTimeOffset?)null,
            nobodyInside = progress is SessionProgress.Opened or SessionProgress.Abandoned or SessionProgress.FilledNotSubmitted,
            believedSince = now - SessionClock.LongestStay,
            query.From,
            query.To,
            query.Pattern,
            firstId = query.Ids?.First,
            lastId = query.Ids?.Last,
            beforeAt = cursor?.CreatedAt,
            beforeId = cursor?.Id,

            // One more than asked for tells whether there are more.
            limit = limit + 1,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var statement = progress == SessionProgress.Editing ? "sessions/page_editing" : "sessions/page_sessions";
        var found = (await connection.QueryAsync<Place>(Command(statement, values, cancellationToken))).AsList();
        var sessions = await DescribeAsync(connection, [.. found.Take(limit).Select(place => place.Id)], now, cancellationToken);
        return new SessionPage(sessions, found.Count > limit ? new SessionCursor(found[limit - 1].CreatedAt, found[limit - 1].Id) : null);
    }

    /// <returns>null when there is no such session.</returns>
    public async Task<SessionSummary?> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await DescribeAsync(connection, [id], clock.Now, cancellationToken)).SingleOrDefault();
    }

    /// <returns>null when there is no such session.</returns>
    public async Task<(SessionSummary Session, IReadOnlyList<SessionStep> Steps)?> StoryAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await GetAsync(id, cancellationToken) is not { } session)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var events = await connection.QueryAsync<StoryEvent>(Command("sessions/list_story", new { id, limit = LongestStory }, cancellationToken));
        return (session, SessionStory.Of(session, events, clock.Now, clock.Patience));
    }

    /// <param name="saveId">null for the newest save that holds what was entered.</param>
    public async Task<SavedDocument?> DocumentAsync(Guid sessionId, long? saveId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<SavedDocument>(
            Command("sessions/find_saved_document", new { sessionId, saveId }, cancellationToken));
    }

    private async Task<IReadOnlyList<SessionSummary>> DescribeAsync(
        NpgsqlConnection connection, Guid[] ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var rows = (await connection.QueryAsync<SessionSummary>(
            Command("sessions/describe_sessions", new { ids, believedSince = now - SessionClock.LongestStay }, cancellationToken))).AsList();
        var presence = (await connection.QueryAsync<PresenceRow>(Command("sessions/list_presence", new { ids }, cancellationToken)))
            .ToLookup(row => row.SessionId, row => row.ToEvent());
        return [.. rows.Select(row => row with
        {
            Progress = SessionProgressRule.Of(row.Stage, row.IsInside, row.LastActivityAt, now - clock.Patience),
            TimeSpent = Presence.Total(Presence.StaysOf(presence[row.Id], now)),
        })];
    }

    private static CommandDefinition Command(string name, object values, CancellationToken cancellationToken) =>
        new(Sql.Get(name), values, cancellationToken: cancellationToken);

    private sealed record Place
    {
        public required Guid Id { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }

    private sealed record StageCount
    {
        public SessionStage Stage { get; init; }
        public long Sessions { get; init; }
        public long Inside { get; init; }

        /// <summary>Of the opened: nobody is inside, and something happened a short while ago.</summary>
        public long ActiveAndEmpty { get; init; }
    }

    private sealed record PresenceRow
    {
        public required Guid SessionId { get; init; }
        public required long Id { get; init; }
        public required string DocumentKey { get; init; }
        public DateTimeOffset ReceivedAt { get; init; }
        public decimal? SignedAt { get; init; }
        public int People { get; init; }

        public PresenceEvent ToEvent() => new(Id, DocumentKey, StoryEvent.Said(SignedAt, ReceivedAt), People);
    }
}
