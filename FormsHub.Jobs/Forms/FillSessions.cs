using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>Fill sessions: one respondent with one document under one key, so that nobody's submission can swallow another's.</summary>
public sealed class FillSessions(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Opens a session under the form's newest version.</summary>
    public async Task<FillSession> CreateAsync(int formId, Respondent respondent, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var row = new
        {
            id,
            formId,
            linkToken = OpaqueToken.New(),
            respondentId = "r-" + OpaqueToken.New(),
            name = Cleaned(respondent.Name),
            email = Cleaned(respondent.Email),
            reference = Cleaned(respondent.Reference),
            documentKey = NewKey(),
            createdAt = clock.GetUtcNow(),
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get("sessions/insert_session"), row, cancellationToken: cancellationToken));
        return await FindAsync(id, null, cancellationToken) ?? throw new InvalidOperationException($"Form {formId} has no version to fill.");
    }

    public Task<FillSession?> GetAsync(Guid id, CancellationToken cancellationToken) => FindAsync(id, null, cancellationToken);

    /// <param name="linkToken">From the session's link.</param>
    public Task<FillSession?> GetByLinkAsync(string linkToken, CancellationToken cancellationToken) => FindAsync(null, linkToken, cancellationToken);

    /// <summary>The key to open the session's document with now; a new one after the last was retired by a final save.</summary>
    public async Task<string> LivingKeyAsync(FillSession session, CancellationToken cancellationToken)
    {
        if (session.DocumentKey is { } living)
        {
            return living;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var command = new CommandDefinition(
            Sql.Get("sessions/renew_key"), new { session.Id, documentKey = NewKey(), createdAt = clock.GetUtcNow() }, cancellationToken: cancellationToken);

        // Two tabs that renew at once: one inserts, the other may see neither row in its snapshot and asks again.
        return await connection.QueryFirstOrDefaultAsync<string>(command) ?? await connection.QueryFirstAsync<string>(command);
    }

    /// <summary>The bytes a document key is opened with; null for a key that was never given out.</summary>
    public async Task<OpenedDocument?> DocumentAsync(string documentKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<OpenedDocument>(
            new CommandDefinition(Sql.Get("sessions/find_document"), new { key = documentKey }, cancellationToken: cancellationToken));
    }

    /// <summary>When the respondent left what they had begun to fill; null when nothing was saved yet, or everything is submitted.</summary>
    public async Task<DateTimeOffset?> LeftAtAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<DateTime?>(
            new CommandDefinition(Sql.Get("sessions/find_left"), new { id }, cancellationToken: cancellationToken));
    }

    private async Task<FillSession?> FindAsync(Guid? id, string? linkToken, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<FillSession>(
            new CommandDefinition(Sql.Get("sessions/find_session"), new { id, linkToken }, cancellationToken: cancellationToken));
    }

    private static string NewKey() => $"s-{Guid.NewGuid():N}";

    private static string? Cleaned(string? text) => string.IsNullOrWhiteSpace(text) ? null : PostgresText.Clean(text.Trim());
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

    /// <summary>The living document key; null after a final save.</summary>
    public string? DocumentKey { get; init; }

    /// <summary>Number of its newest submission; null before the first.</summary>
    public int? SubmissionNumber { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
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
