using System.Text;
using System.Text.Json;
using Dapper;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>Makes forms and versions out of files: reads the definition, keeps the file, records the fields, makes or widens the typed table.</summary>
public sealed class FormPublishing(
    NpgsqlDataSource database, IBlobStore blobs, FormCatalog catalog, TypedTable typedTable, IOptions<LimitsOptions> limits)
{
    private const string PdfMediaType = "application/pdf";

    /// <summary>PostgreSQL's indexes take about 2,700 bytes an entry, and a key shares its entry with a type.</summary>
    private const int LongestKeyBytes = 2000;

    private static readonly string TooManyFields =
        $"A form can have {TypedTable.MostFields} fields over all its versions; this one would have more. Split it into several forms.";

    /// <summary>Publishes a file as a new form.</summary>
    /// <param name="file">Seekable; read twice.</param>
    /// <param name="title">Empty: the file's name without ending.</param>
    public async Task<PublishResult> PublishAsync(Stream file, string fileName, string title, CancellationToken cancellationToken) =>
        (await PublishAsync(file, fileName, title, upload: null, cancellationToken))!;

    /// <param name="upload">The waiting upload that the file is of; null for none.</param>
    /// <returns>Null when the upload was cancelled meanwhile.</returns>
    internal async Task<PublishResult?> PublishAsync(Stream file, string fileName, string title, string? upload, CancellationToken cancellationToken)
    {
        var read = Read(file, cancellationToken);
        if (read.Definition is not { } definition)
        {
            return PublishResult.Refused(read);
        }

        var stored = await KeepAsync(file, cancellationToken);
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
        var version = new VersionDraft(formId, 1, stored.Sha256, fileName, definition, []);
        await InsertVersionAsync(connection, transaction, version, cancellationToken);
        await TypedTable.AddColumnsAsync(connection, transaction, formId, cancellationToken);
        if (upload is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Get("forms/settle_upload"), new { token = upload, formId }, transaction, cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return await PublishedAsync(formId, definition, VersionChanges.None, cancellationToken);
    }

    /// <summary>Publishes a file as the next version of a form; sessions opened under earlier versions go on under them.</summary>
    public async Task<PublishResult> PublishVersionAsync(int formId, Stream file, string fileName, CancellationToken cancellationToken)
    {
        var read = Read(file, cancellationToken);
        if (read.Definition is not { } definition)
        {
            return PublishResult.Refused(read);
        }

        var stored = await KeepAsync(file, cancellationToken);
        VersionChanges changes;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await InsertBlobAsync(connection, transaction, stored, cancellationToken);
            var number = await connection.QuerySingleAsync<int>(
                new CommandDefinition(Sql.Get("forms/lock_form"), new { formId }, transaction, cancellationToken: cancellationToken));
            var known = await FormCatalog.ReadFieldsAsync(connection, transaction, "forms/list_fields", new { formId }, cancellationToken);
            if (known.Count(old => !old.IsObserved) + definition.Fields.Count(field => !known.Any(old => !old.IsObserved && old.Key == field.Key && old.Type == field.Type)) > TypedTable.MostFields)
            {
                return PublishResult.Refused(FormRefusal.TooLarge, TooManyFields);
            }

            var previous = await PreviousDefinitionsAsync(connection, transaction, formId, cancellationToken);
            changes = VersionChanges.Between(previous, definition.Fields);
            var version = new VersionDraft(formId, number, stored.Sha256, fileName, definition, known);
            await InsertVersionAsync(connection, transaction, version, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // From here on the version is published with its columns pending. If the process dies, or a long reader holds the table,
        // values wait in field_values and WidenTables makes the columns later.
        await typedTable.WidenAsync(formId, TypedTable.PublishPatience, cancellationToken);
        return await PublishedAsync(formId, definition, changes, cancellationToken);
    }

    /// <summary>What a file says about itself, or why it could not be published.</summary>
    /// <param name="file">Seekable.</param>
    public FormDefinitionResult Read(Stream file, CancellationToken cancellationToken)
    {
        if (file.Length > LimitsOptions.Bytes(limits.Value.FormFileMegabytes))
        {
            return FormDefinitionResult.Refused(
                FormRefusal.TooLarge, $"The file is larger than {limits.Value.FormFileMegabytes} MB, the most that can be published.");
        }

        var result = FormDefinitionReader.Read(file, cancellationToken);
        return result.Definition is not { } definition ? result
            : definition.Fields.Count > TypedTable.MostFields ? FormDefinitionResult.Refused(FormRefusal.TooLarge, TooManyFields)
            : definition.Fields.FirstOrDefault(field => Encoding.UTF8.GetByteCount(field.Key) > LongestKeyBytes) is { } field
                ? FormDefinitionResult.Refused(
                    FormRefusal.TooLarge, $"The key of the field \"{PostgresText.Cut(field.SuggestedLabel, 60)}\" is too long; give it a shorter one.")
                : result;
    }

    /// <summary>Stores the bytes; returns when they are durable.</summary>
    internal async Task<BlobReference> KeepAsync(Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        return await blobs.WriteAsync(file, PdfMediaType, LimitsOptions.Bytes(limits.Value.FormFileMegabytes), cancellationToken);
    }

    private async Task<PublishResult> PublishedAsync(int formId, FormDefinition definition, VersionChanges changes, CancellationToken cancellationToken)
    {
        var form = await catalog.GetAsync(formId, cancellationToken) ?? throw new InvalidOperationException("The form just published is gone.");
        var fields = await catalog.FieldsOfVersionAsync(form.VersionId, cancellationToken);
        return PublishResult.Published(form, [.. fields.Where(field => field.Definition is not null)], definition.Warnings, changes);
    }

    private static async Task<IReadOnlyList<FieldDefinition>> PreviousDefinitionsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, CancellationToken cancellationToken)
    {
        var form = await connection.QuerySingleAsync<Form>(new CommandDefinition(
            Sql.Get("forms/find_form"), new { id = formId, slug = (string?)null, linkToken = (string?)null }, transaction, cancellationToken: cancellationToken));
        var fields = await FormCatalog.ReadFieldsAsync(
            connection, transaction, "forms/list_fields_of_version", new { versionId = form.VersionId }, cancellationToken);
        return [.. fields.Select(field => field.Definition).OfType<FieldDefinition>()];
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

    private static async Task InsertVersionAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, VersionDraft draft, CancellationToken cancellationToken)
    {
        var versionId = await connection.QuerySingleAsync<int>(new CommandDefinition(
            Sql.Get("forms/insert_version"),
            new
            {
                draft.FormId,
                draft.Number,
                draft.FileSha256,
                fileName = FormNames.FileName(draft.FileName),
                draft.Definition.PackageSha256,
                warnings = JsonSerializer.Serialize(draft.Definition.Warnings, FormJson.Default.IReadOnlyListString),
                roles = JsonSerializer.Serialize(draft.Definition.Roles, FormJson.Default.IReadOnlyListRoleDefinition),
                columnsPending = true,
            },
            transaction,
            cancellationToken: cancellationToken));

        var names = new FieldNames(draft.KnownFields);
        for (var position = 0; position < draft.Definition.Fields.Count; position++)
        {
            var definition = draft.Definition.Fields[position];
            var columnKind = ColumnKindRule.For(definition);
            var known = names.Find(definition.Key, definition.Type, columnKind);
            var field = new
            {
                id = known?.Id,
                formId = draft.FormId,
                key = definition.Key,
                type = definition.Type.Name,
                name = known?.Name ?? names.Take(definition.Key, definition.Type),
                label = PostgresText.Clean(definition.SuggestedLabel),
                columnKind = columnKind.ToString().ToLowerInvariant(),
                columnReady = false,
                position,
            };
            var fieldId = known?.Id;
            if (fieldId is null)
            {
                fieldId = await connection.QuerySingleAsync<int>(
                    new CommandDefinition(Sql.Get("forms/insert_field"), field, transaction, cancellationToken: cancellationToken));
            }
            else
            {
                await connection.ExecuteAsync(new CommandDefinition(Sql.Get("forms/define_field"), field, transaction, cancellationToken: cancellationToken));
            }

            var link = new { versionId, fieldId, position, definition.Required, definition = JsonSerializer.Serialize(definition, FormJson.Default.FieldDefinition) };
            await connection.ExecuteAsync(new CommandDefinition(Sql.Get("forms/insert_version_field"), link, transaction, cancellationToken: cancellationToken));
        }
    }

    private sealed record VersionDraft(
        int FormId, int Number, byte[] FileSha256, string FileName, FormDefinition Definition, IReadOnlyList<FormField> KnownFields);
}
