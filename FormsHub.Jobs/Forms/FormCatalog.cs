using System.Text.Json;
using Dapper;
using FormsHub.Jobs.Access;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>The published forms: finding them, their versions and their fields, and changing what their authors may change.</summary>
public sealed class FormCatalog(NpgsqlDataSource database)
{
    public Task<Form?> GetAsync(int id, CancellationToken cancellationToken) => FindAsync(id, null, cancellationToken);

    /// <param name="linkToken">From the public fill link.</param>
    public async Task<Form?> GetByLinkAsync(string linkToken, CancellationToken cancellationToken) =>
        PostgresText.CanHold(linkToken) ? await FindAsync(null, linkToken, cancellationToken) : null;

    public async Task<IReadOnlyList<Form>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Form>(new CommandDefinition(Sql.Get("forms/list_forms"), new { limit }, cancellationToken: cancellationToken))).AsList();
    }

    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<FormVersion>> VersionsAsync(int formId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<VersionRow>(
            new CommandDefinition(Sql.Get("forms/list_versions"), new { formId }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToVersion())];
    }

    /// <summary>All fields of the form merged over its versions, in the newest version's order, then removed and observed ones.</summary>
    public async Task<IReadOnlyList<FormField>> FieldsAsync(int formId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadFieldsAsync(connection, null, "forms/list_fields", new { formId }, cancellationToken);
    }

    /// <summary>All fields of the form that the version belongs to, each with this version's definition (null where it has none).</summary>
    public async Task<IReadOnlyList<FormField>> FieldsOfVersionAsync(int versionId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadFieldsAsync(connection, null, "forms/list_fields_of_version", new { versionId }, cancellationToken);
    }

    /// <summary>The roles of a version in filling order, those without a field left out.</summary>
    public async Task<IReadOnlyList<string>> RolesAsync(int versionId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<string>(
            new CommandDefinition(Sql.Get("forms/list_roles"), new { versionId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Changes the members that the patch names and no others, and lets those who have the form open know of it; of two patches at once both hold.</summary>
    /// <param name="actor">Who does it, as the audit log names them.</param>
    public async Task<FormChangeOutcome> ChangeAsync(int id, FormPatch patch, string? actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await DocumentCommands.FollowAsync(connection, transaction, id, patch, cancellationToken);
            var changed = await connection.ExecuteAsync(
                new CommandDefinition(Sql.Get("forms/change_form"), new { id, changes = patch.ToString() }, transaction, cancellationToken: cancellationToken));
            if (changed == 1 && patch.Told is { Count: > 0 } told)
            {
                await new AuditLog(actor, "changed a form", AuditLog.Form(id), told).WriteAsync(connection, transaction, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return changed == 1 ? FormChangeOutcome.Changed : FormChangeOutcome.NoSuchForm;
        }
        catch (PostgresException exception) when (exception.ConstraintName == "a_form_closes_after_it_opens")
        {
            return FormChangeOutcome.ClosesBeforeItOpens;
        }
    }

    internal static async Task<IReadOnlyList<FormField>> ReadFieldsAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string statement, object parameters, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<FieldRow>(
            new CommandDefinition(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToField())];
    }

    private async Task<Form?> FindAsync(int? id, string? linkToken, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Form>(
            new CommandDefinition(Sql.Get("forms/find_form"), new { id, slug = (string?)null, linkToken }, cancellationToken: cancellationToken));
    }

    private sealed record FieldRow
    {
        public required int Id { get; init; }
        public required string Key { get; init; }
        public required string Type { get; init; }
        public required string Name { get; init; }
        public required string Label { get; init; }
        public string? ColumnKind { get; init; }
        public bool ColumnReady { get; init; }
        public int Position { get; init; }
        public string? Definition { get; init; }
        public string[] FormerKeys { get; init; } = [];
        public string[] FormerNames { get; init; } = [];

        public FormField ToField() => new()
        {
            Id = Id,
            Key = Key,
            Type = new FieldType(Type),
            Name = Name,
            Label = Label,
            Column = ColumnKind is null ? null : Enum.Parse<ColumnKind>(ColumnKind, ignoreCase: true),
            ColumnReady = ColumnReady,
            Position = Position,
            FormerKeys = FormerKeys,
            FormerNames = FormerNames,
            Definition = Definition is null ? null : JsonSerializer.Deserialize(Definition, FormJson.Default.FieldDefinition),
        };
    }

    private sealed record VersionRow
    {
        public required int Id { get; init; }
        public required int FormId { get; init; }
        public required int Number { get; init; }
        public required byte[] FileSha256 { get; init; }
        public required string FileName { get; init; }
        public required string Warnings { get; init; }
        public bool ColumnsPending { get; init; }
        public DateTimeOffset PublishedAt { get; init; }

        public FormVersion ToVersion() => new()
        {
            Id = Id,
            FormId = FormId,
            Number = Number,
            FileSha256 = FileSha256,
            FileName = FileName,
            ColumnsPending = ColumnsPending,
            PublishedAt = PublishedAt,
            Warnings = JsonSerializer.Deserialize(Warnings, FormJson.Default.IReadOnlyListString) ?? [],
        };
    }
}
