using System.Text.Json;
using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>Fill sessions: one respondent with one document under one key, so that nobody's submission can swallow another's.</summary>
public sealed class FillSessions(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Opens a session under the form's newest version.</summary>
    public async Task<FillSession> CreateAsync(int formId, Respondent respondent, SessionEntrance entrance, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await InsertAsync(connection, null, new(formId, respondent, entrance), clock.GetUtcNow(), cancellationToken);
        return await FindAsync(id, null, cancellationToken) ?? throw new InvalidOperationException($"Form {formId} has no version to fill.");
    }

    internal static async Task<Guid> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, SessionStart start, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var row = new
        {
            id,
            start.FormId,
            start.VersionId,
            linkToken = OpaqueToken.New(),
            respondentId = "r-" + OpaqueToken.New(),
            name = Cleaned(start.Respondent.Name),
            email = Cleaned(start.Respondent.Email),
            reference = Cleaned(start.Respondent.Reference),
            documentKey = NewKey(),
            createdAt = now,
            entrance = JsonNamingPolicy.CamelCase.ConvertName(start.Entrance.ToString()),
            start.InvitationId,
            start.Role,
            start.CaseId,
            startSha256 = start.DocumentSha256,
        };
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get("sessions/insert_session"), row, transaction, cancellationToken: cancellationToken));
        return id;
    }

    public Task<FillSession?> GetAsync(Guid id, CancellationToken cancellationToken) => FindAsync(id, null, cancellationToken);

    /// <param name="linkToken">From the session's link.</param>
    public async Task<FillSession?> GetByLinkAsync(string linkToken, CancellationToken cancellationToken) =>
        PostgresText.CanHold(linkToken) ? await FindAsync(null, linkToken, cancellationToken) : null;

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
