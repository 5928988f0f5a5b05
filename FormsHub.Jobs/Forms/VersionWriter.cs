using System.Text.Json;
using Dapper;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>A version that is about to be written.</summary>
/// <param name="Number">Within the form.</param>
/// <param name="KnownFields">All fields of the form so far.</param>
/// <param name="Renames">Fields that go on under another key.</param>
internal sealed record NewVersion(
    int FormId, int Number, byte[] FileSha256, string FileName, FormDefinition Definition, IReadOnlyList<FormField> KnownFields, ConfirmedRenames Renames)
{
    /// <summary>Who confirmed the renames; null when nobody is known.</summary>
    public string? Author { get; init; }
}

/// <summary>Writes a version and its fields, as part of the caller's transaction. A field that is known keeps its row and its column.</summary>
internal sealed class VersionWriter(NpgsqlConnection connection, NpgsqlTransaction transaction, TimeProvider clock)
{
    /// <returns>The version's id.</returns>
    public async Task<int> WriteAsync(NewVersion version, CancellationToken cancellationToken)
    {
        var versionId = await connection.QuerySingleAsync<int>(Command("forms/insert_version", new
        {
            version.FormId,
            version.Number,
            version.FileSha256,
            fileName = FormNames.FileName(version.FileName),
            version.Definition.PackageSha256,
            warnings = JsonSerializer.Serialize(version.Definition.Warnings, FormJson.Default.IReadOnlyListString),
            roles = JsonSerializer.Serialize(version.Definition.Roles, FormJson.Default.IReadOnlyListRoleDefinition),
            columnsPending = true,
        }, cancellationToken));

        var names = new FieldNames(version.KnownFields);
        for (var position = 0; position < version.Definition.Fields.Count; position++)
        {
            var definition = version.Definition.Fields[position];
            var fieldId = await WriteFieldAsync(version, versionId, names, definition, position, cancellationToken);
            var link = new { versionId, fieldId, position, definition.Required, definition = JsonSerializer.Serialize(definition, FormJson.Default.FieldDefinition) };
            await connection.ExecuteAsync(Command("forms/insert_version_field", link, cancellationToken));
        }

        return versionId;
    }

    private async Task<int> WriteFieldAsync(
        NewVersion version, int versionId, FieldNames names, FieldDefinition definition, int position, CancellationToken cancellationToken)
    {
        var columnKind = ColumnKindRule.For(definition);
        var renamed = version.Renames.FieldFor(definition.Key, definition.Type);
        var known = renamed ?? names.Find(definition.Key, definition.Type, columnKind);
        var field = new
        {
            id = known?.Id,
            formId = version.FormId,
            key = definition.Key,
            type = definition.Type.Name,
            name = known?.Name ?? names.Take(definition.Key, definition.Type),
            label = PostgresText.Clean(definition.SuggestedLabel),
            columnKind = columnKind.ToString().ToLowerInvariant(),
            columnReady = false,
            position,
        };
        if (known is null)
        {
            return await connection.QuerySingleAsync<int>(Command("forms/insert_field", field, cancellationToken));
        }

        await connection.ExecuteAsync(Command("forms/define_field", field, cancellationToken));
        if (renamed is not null)
        {
            var rename = new
            {
                renamed.Id, versionId, key = definition.Key, name = names.TakeAgain(renamed, definition.Key), confirmedBy = version.Author, now = clock.GetUtcNow(),
            };
            await connection.ExecuteAsync(Command("forms/rename_field", rename, cancellationToken));
        }

        return known.Id;
    }

    private CommandDefinition Command(string statement, object parameters, CancellationToken cancellationToken) =>
        new(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken);
}
