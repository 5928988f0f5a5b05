using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Forms.Design;

/// <summary>The document that a form's authors edit together: its one living key, its states, and taking older ones up again.</summary>
public sealed class DesignDocuments(NpgsqlDataSource database, FormFiles files, TimeProvider clock)
{
    /// <summary>More states than people look through are not listed.</summary>
    private const int MostStates = 500;
    private const int MostPeople = 1000;

    /// <summary>The Document Server tells when somebody comes and goes; if it died meanwhile, nobody tells. After this long nobody is taken to be inside.</summary>
    private static readonly TimeSpan PresenceLifetime = TimeSpan.FromHours(24);

    /// <summary>Files that were dropped and never published are forgotten after this.</summary>
    private static readonly TimeSpan UploadLifetime = TimeSpan.FromDays(7);

    /// <summary>The key to edit the form's document with now. Whoever asks meanwhile gets the same.</summary>
    public async Task<DesignKey> OpenAsync(int formId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FindKeyAsync(connection, null, formId, cancellationToken) is { } living)
        {
            return living;
        }

        // Under the lock no save, restore or publication is half done, so the key opens the newest state.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command("design/lock_design", new { formId }, transaction, cancellationToken));
        await OpenKeyAsync(connection, transaction, formId, cancellationToken);
        var made = await FindKeyAsync(connection, transaction, formId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return made ?? throw new InvalidOperationException($"Form {formId} has no version to edit.");
    }

    /// <returns>null while nobody has edited the form's document, or after its key ended with nothing new.</returns>
    public async Task<DesignKey?> LivingKeyAsync(int formId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindKeyAsync(connection, null, formId, cancellationToken);
    }

    /// <summary>Names of those who are in the form's document, in the alphabet's order.</summary>
    public async Task<IReadOnlyList<string>> EditorsAsync(int formId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<string>(Command("design/list_editors", new { formId, since = clock.GetUtcNow() - PresenceLifetime }, null, cancellationToken))).AsList();
    }

    /// <summary>Everybody whom the editor may name, such as in a remark.</summary>
    public async Task<IReadOnlyList<DesignAuthor>> PeopleAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<DesignAuthor>(Command("design/list_people", new { limit = MostPeople }, null, cancellationToken))).AsList();
    }

    /// <returns>null when there is no such form.</returns>
    public async Task<NewestDocument?> NewestAsync(int formId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<NewestDocument>(Command("design/find_newest", new { formId }, null, cancellationToken));
    }

    /// <summary>The states of the form's document, newest first, then files that wait to be published.</summary>
    /// <param name="withHistory">With what the Document Server said about the changes, which can be much.</param>
    public Task<IReadOnlyList<DesignDraft>> ListAsync(int formId, bool withHistory, CancellationToken cancellationToken) =>
        ListAsync(formId, null, withHistory, cancellationToken);

    public async Task<DesignDraft?> FindAsync(int formId, int id, CancellationToken cancellationToken) =>
        await ListAsync(formId, id, false, cancellationToken) is [var found] ? found : null;

    /// <summary>Keeps a dropped file until its author has seen what it would change.</summary>
    /// <param name="file">Read as a form before.</param>
    /// <returns>The id of the draft.</returns>
    public async Task<int> AddUploadAsync(int formId, Stream file, string fileName, DesignAuthor author, CancellationToken cancellationToken)
    {
        var stored = await files.KeepAsync(file, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await connection.ExecuteAsync(Command("design/forget_uploads", new { formId, before = now - UploadLifetime }, transaction, cancellationToken));
        await connection.ExecuteAsync(Command("forms/insert_blob", stored, transaction, cancellationToken));
        var upload = new { formId, stored.Sha256, fileName = FormNames.FileName(fileName), authorId = author.Id, author = author.Name, now };
        var id = await connection.QuerySingleAsync<int>(Command("design/insert_upload", upload, transaction, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Takes an older state up again: a new draft, under a new key. Whoever is still inside keeps what they do, aside.</summary>
    /// <param name="number">Its place in the history.</param>
    /// <returns>The new state; null when there is no such one.</returns>
    public async Task<DesignDraft?> RestoreAsync(int formId, int number, DesignAuthor author, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command("design/lock_design", new { formId }, transaction, cancellationToken));
        var now = clock.GetUtcNow();
        var restored = new { formId, number, authorId = author.Id, author = author.Name, now };
        if (await connection.ExecuteScalarAsync<int?>(Command("design/restore_draft", restored, transaction, cancellationToken)) is not { } id)
        {
            return null;
        }

        await ReplaceKeyAsync(connection, transaction, formId, must: true, now, cancellationToken);
        await OpenKeyAsync(connection, transaction, formId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await FindAsync(formId, id, cancellationToken);
    }

    /// <summary>Gives a version that was published from a file its place in the history, as part of the caller's transaction.</summary>
    internal static async Task<bool> KeepPublishedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int versionId, string? author, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Command("design/insert_published", new { versionId, author }, transaction, cancellationToken)) == 1;

    /// <summary>Ends the living key unless somebody is inside or it opens the newest state, as part of the caller's transaction.</summary>
    /// <param name="must">In any case.</param>
    internal static Task ReplaceKeyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, bool must, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("design/replace_key", new { formId, must, now, since = now - PresenceLifetime }, transaction, cancellationToken));

    private async Task<IReadOnlyList<DesignDraft>> ListAsync(int formId, int? id, bool withHistory, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var drafts = await connection.QueryAsync<DesignDraft>(
            Command("design/list_drafts", new { formId, id, withHistory, limit = MostStates }, null, cancellationToken));
        return drafts.AsList();
    }

    private Task<int> OpenKeyAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("design/open_key", new { formId, documentKey = NewKey(), createdAt = clock.GetUtcNow() }, transaction, cancellationToken));

    private static Task<DesignKey?> FindKeyAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, int formId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<DesignKey>(Command("design/find_key", new { formId }, transaction, cancellationToken));

    private static CommandDefinition Command(string statement, object parameters, NpgsqlTransaction? transaction, CancellationToken cancellationToken) =>
        new(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken);

    /// <summary>Nothing is read out of it; the letter tells an operator what he looks at.</summary>
    internal static string NewKey() => $"d-{Guid.NewGuid():N}";
}
