using System.Globalization;
using Dapper;
using FormsHub.Jobs.Sessions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Sessions;

/// <summary>A fill session as callbacks would have left it in the database.</summary>
internal sealed record SessionRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>When the editor last said that somebody is inside; null for nobody.</summary>
    public DateTimeOffset? InsideSince { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Reference { get; init; }

    /// <summary>As its definition says, without any index or stage.</summary>
    public SessionProgress At(DateTimeOffset now, TimeSpan patience) =>
        SubmittedAt is not null ? SessionProgress.Submitted
        : InsideSince > now.AddHours(-24) ? SessionProgress.Editing
        : ChangedAt is not null ? SessionProgress.FilledNotSubmitted
        : OpenedAt is null ? SessionProgress.NotOpened
        : now - LastActivityAt > patience ? SessionProgress.Abandoned
        : SessionProgress.Opened;
}

internal static class SessionRows
{
    /// <summary>Adds sessions with a living key each to a form of rows alone.</summary>
    public static async Task AddAsync(PostgresDatabase database, int formId, IEnumerable<SessionRow> rows)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        foreach (var row in rows)
        {
            await connection.ExecuteAsync(
                """
                WITH session AS (
                    INSERT INTO fill_sessions (id, form_id, form_version_id, link_token, respondent_id, name, email, reference, created_at, opened_at, changed_at, submitted_at, last_activity_at)
                    SELECT @Id, form_id, id, @token, 'r', @Name, @Email, @Reference, @CreatedAt, @OpenedAt, @ChangedAt, @SubmittedAt, @LastActivityAt FROM form_versions WHERE form_id = @formId
                    RETURNING id, form_id, form_version_id)
                INSERT INTO document_keys (key, form_id, form_version_id, fill_session_id, users, users_at)
                SELECT @token, form_id, form_version_id, id, @users, @InsideSince FROM session
                """,
                new
                {
                    formId, row.Id, token = row.Id.ToString("N", CultureInfo.InvariantCulture), row.Name, row.Email, row.Reference, row.CreatedAt, row.OpenedAt, row.ChangedAt,
                    row.SubmittedAt, row.LastActivityAt, row.InsideSince, users = row.InsideSince is null ? [] : new[] { "r" },
                });
        }
    }

    /// <summary>Sessions of every kind, some of them made at the same moment.</summary>
    public static IReadOnlyList<SessionRow> Random(Random random, int count, DateTimeOffset now) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var created = now.AddMinutes(-random.Next(1, random.Next(2) == 0 ? 8 : 200) * 15);
        var stage = random.Next(4);
        DateTimeOffset? at = stage == 0 ? null : created.AddMinutes(random.Next(0, 10));
        var isInside = stage > 0 && random.Next(4) == 0;
        return new SessionRow
        {
            CreatedAt = created,
            OpenedAt = at,
            ChangedAt = stage >= 2 ? at : null,
            SubmittedAt = stage == 3 ? at : null,
            LastActivityAt = at,
            InsideSince = isInside ? (random.Next(5) == 0 ? now.AddHours(-30) : at) : null,
            Name = random.Next(3) == 0 ? $"Person {random.Next(20)}" : null,
            Reference = random.Next(4) == 0 ? $"100%_{random.Next(20)}" : null,
        };
    })];
}
