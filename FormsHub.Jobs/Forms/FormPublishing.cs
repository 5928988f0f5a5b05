using System.Text.Json.Nodes;
using Dapper;
using FormsHub.Jobs.Access;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Design;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>Makes forms and versions out of files: reads the definition, keeps the file, records the fields, makes or widens the typed table.</summary>
public sealed class FormPublishing(
    NpgsqlDataSource database, FormFiles files, DesignDocuments design, VersionPublishing versions, FormCatalog catalog, TypedTable typedTable, TimeProvider clock)
{
    /// <summary>Publishes a file as a new form.</summary>
    /// <param name="file">Seekable; read twice.</param>
    /// <param name="title">Empty: the file's name without ending.</param>
    /// <param name="author">By name; null when nobody is known.</param>
    public async Task<PublishResult> PublishAsync(Stream file, string fileName, string title, string? author, CancellationToken cancellationToken) =>
        (await PublishAsync(file, fileName, title, author, upload: null, cancellationToken))!;

    /// <param name="upload">The waiting upload that the file is of; null for none.</param>
    /// <returns>Null when the upload was cancelled meanwhile.</returns>
    internal async Task<PublishResult?> PublishAsync(Stream file, string fileName, string title, string? author, string? upload, CancellationToken cancellationToken)
    {
        var read = files.Read(file, cancellationToken);
        if (read.Definition is not { } definition)
        {
            return PublishResult.Refused(read);
        }

        var stored = await files.KeepAsync(file, cancellationToken);
        title = FormNames.Title(title, fileName);

        // Until the commit nothing refers to the stored bytes: dying here leaves an orphan blob and no half form.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (upload is not null)
        {
            // Whoever presses the button a second time waits here for the first press and finds what has come of it.
            var waiting = (await connection.QueryAsync<int?>(
                new CommandDefinition(Sql.Get("forms/lock_upload"), new { token = upload }, transaction, cancellationToken: cancellationToken))).AsList();
            if (waiting is not [null])
            {
                return waiting is [{ } published] ? await PublishedAsync(published, definition, VersionChanges.None, cancellationToken) : null;
            }
        }

        await InsertBlobAsync(connection, transaction, stored, cancellationToken);
        var formId = await InsertFormAsync(connection, transaction, title, cancellationToken);
        await TypedTable.CreateAsync(connection, transaction, formId, cancellationToken);
        var version = new NewVersion(formId, 1, stored.Sha256, fileName, definition, [], ConfirmedRenames.None);
        var versionId = await new VersionWriter(connection, transaction, clock).WriteAsync(version, cancellationToken);
        await DesignDocuments.KeepPublishedAsync(connection, transaction, versionId, author, cancellationToken);
        await TypedTable.AddColumnsAsync(connection, transaction, formId, cancellationToken);
        await new AuditLog(author, "published a form", AuditLog.Form(formId), new JsonObject { ["title"] = title }).WriteAsync(connection, transaction, cancellationToken);
        if (upload is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Get("forms/settle_upload"), new { token = upload, formId }, transaction, cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return await PublishedAsync(formId, definition, VersionChanges.None, cancellationToken);
    }

    /// <summary>Publishes a file as the next version of a form; sessions opened under earlier versions go on under them.</summary>
    /// <param name="renames">What the author confirmed to be one field under a new key.</param>
    /// <param name="author">By name; null when nobody is known.</param>
    public async Task<PublishResult> PublishVersionAsync(
        int formId, Stream file, string fileName, IReadOnlyList<FieldRename> renames, string? author, CancellationToken cancellationToken)
    {
        var read = files.Read(file, cancellationToken);
        return read.Definition is not { } definition
            ? PublishResult.Refused(read)
            : await PublishNextAsync(new Publication(formId, await files.KeepAsync(file, cancellationToken), fileName, definition) { Renames = renames, Author = author }, cancellationToken);
    }

    /// <summary>Publishes a draft as the next version of its form, if it and the newest version are still what the author saw.</summary>
    /// <param name="seen">What the author was shown.</param>
    /// <param name="renames">What the author confirmed to be one field under a new key.</param>
    /// <param name="author">By name.</param>
    public async Task<PublishResult> PublishDraftAsync(
        int formId, SeenDraft seen, IReadOnlyList<FieldRename> renames, string author, CancellationToken cancellationToken)
    {
        if (await design.FindAsync(formId, seen.DraftId, cancellationToken) is not { } draft)
        {
            return PublishResult.Refused(PublishObjection.NoDraft, "There is no such draft any more.");
        }

        if (!draft.Sha256.AsSpan().SequenceEqual(seen.Sha256))
        {
            return PublishResult.Refused(PublishObjection.Outdated, VersionPublishing.DraftChanged);
        }

        await using var file = files.Open(draft.Sha256);
        if (file is null)
        {
            return PublishResult.Refused(PublishObjection.NoDraft, "The draft's bytes are missing from the store.");
        }

        var read = files.Read(file, cancellationToken);
        if (read.Definition is not { } definition)
        {
            return PublishResult.Refused(read);
        }

        var stored = new BlobReference(draft.Sha256, FormFiles.MediaType, file.Length);
        return await PublishNextAsync(
            new Publication(formId, stored, draft.FileName, definition) { Renames = renames, Author = author, Seen = seen }, cancellationToken);
    }

    private async Task<PublishResult> PublishNextAsync(Publication publication, CancellationToken cancellationToken)
    {
        var (refused, changes) = await versions.PublishAsync(publication, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        // From here on the version is published with its columns pending. If the process dies, or a long reader holds the table,
        // values wait in field_values and WidenTables makes the columns later.
        await typedTable.WidenAsync(publication.FormId, TypedTable.PublishPatience, cancellationToken);
        return await PublishedAsync(publication.FormId, publication.Definition, changes, cancellationToken);
    }

    private async Task<PublishResult> PublishedAsync(int formId, FormDefinition definition, VersionChanges changes, CancellationToken cancellationToken)
    {
        var form = await catalog.GetAsync(formId, cancellationToken) ?? throw new InvalidOperationException("The form just published is gone.");
        var fields = await catalog.FieldsOfVersionAsync(form.VersionId, cancellationToken);
        return PublishResult.Published(form, [.. fields.Where(field => field.Definition is not null)], definition.Warnings, changes);
    }

    private static Task<int> InsertBlobAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, BlobReference blob, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Sql.Get("forms/insert_blob"), blob, transaction, cancellationToken: cancellationToken));

    private static async Task<int> InsertFormAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string title, CancellationToken cancellationToken)
    {
        var linkToken = OpaqueToken.New();
        for (var attempt = 1; ; attempt++)
        {
            var slug = FormNames.Slug(title, attempt);
            var id = await connection.QuerySingleOrDefaultAsync<int?>(new CommandDefinition(
                Sql.Get("forms/insert_form"), new { slug, title, linkToken }, transaction, cancellationToken: cancellationToken));
            if (id is not null)
            {
                return id.Value;
            }
        }
    }
}

/// <summary>What an author was shown before saying <em>publish</em>.</summary>
/// <param name="DraftId">The draft.</param>
/// <param name="Sha256">Its bytes: co-authors may save it again meanwhile.</param>
/// <param name="NewestVersion">Number of the version it was compared with.</param>
public sealed record SeenDraft(int DraftId, byte[] Sha256, int NewestVersion);
