using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using FormsHub.Jobs.Access;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Design;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>A file on its way to being the next version of a form.</summary>
/// <param name="File">Its stored bytes.</param>
internal sealed record Publication(int FormId, BlobReference File, string FileName, FormDefinition Definition)
{
    public IReadOnlyList<FieldRename> Renames { get; init; } = [];

    /// <summary>By name; null when nobody is known.</summary>
    public string? Author { get; init; }

    /// <summary>What the author was shown; null for a file that is published as it comes.</summary>
    public SeenDraft? Seen { get; init; }
}

/// <summary>Makes the next version of a form in one transaction: version, fields, confirmed renames and the place in the document's history.</summary>
public sealed class VersionPublishing(NpgsqlDataSource database, TimeProvider clock)
{
    internal const string DraftChanged = "The draft was changed or published meanwhile. Look at it again.";

    /// <summary>A publication with renames waits this long for values that are being written.</summary>
    private const string RenamePatience = "SET LOCAL lock_timeout = '10s'";

    private const string WithoutTimeout = "SET LOCAL lock_timeout = 0";

    /// <returns>Why nothing was published, or null with what the version changes.</returns>
    internal async Task<(PublishResult? Refused, VersionChanges Changes)> PublishAsync(Publication publication, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var written = await WriteAsync(connection, transaction, publication, cancellationToken);
            if (written.Refused is null)
            {
                await transaction.CommitAsync(cancellationToken);
            }

            return written;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            return Refused(PublishObjection.Busy, "Values of this form are being written. Try again in a moment.");
        }
    }

    // Locks in one order everywhere: the design, then the values, then the form's row.
    private async Task<(PublishResult? Refused, VersionChanges Changes)> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Publication publication, CancellationToken cancellationToken)
    {
        var formId = publication.FormId;
        await connection.ExecuteAsync(Command("forms/insert_blob", publication.File));
        await connection.ExecuteAsync(Command("design/lock_design", new { formId }));
        if (publication.Renames.Count > 0)
        {
            await HoldValuesAsync(connection, transaction, formId, cancellationToken);
        }

        var number = await connection.QuerySingleAsync<int>(Command("forms/lock_form", new { formId }));
        if (publication.Seen is { } seen && seen.NewestVersion != number - 1)
        {
            return Refused(PublishObjection.Outdated, string.Create(
                CultureInfo.InvariantCulture, $"Version {number - 1} was published meanwhile. Look at what would change against it."));
        }

        var known = await FormCatalog.ReadFieldsAsync(connection, transaction, "forms/list_fields", new { formId }, cancellationToken);
        var before = await NewestFieldsAsync(connection, transaction, formId, cancellationToken);
        var changes = VersionChanges.Between(before, publication.Definition.Fields);
        var renames = ConfirmedRenames.Check(publication.Renames, changes, before, known);
        if (renames.Problem is { } problem)
        {
            return Refused(PublishObjection.Rename, problem);
        }

        if (FormFiles.HasTooManyFields(known, publication.Definition, renames.List.Count))
        {
            return (PublishResult.Refused(FormRefusal.TooLarge, FormFiles.TooManyFields), changes);
        }

        var version = new NewVersion(formId, number, publication.File.Sha256, publication.FileName, publication.Definition, known, renames) { Author = publication.Author };
        var versionId = await new VersionWriter(connection, transaction, clock).WriteAsync(version, cancellationToken);
        var isKept = publication.Seen is null
            ? await DesignDocuments.KeepPublishedAsync(connection, transaction, versionId, publication.Author, cancellationToken)
            : await connection.ExecuteScalarAsync<int?>(Command("design/publish_draft", new
            {
                id = publication.Seen.DraftId, formId, versionId, publishedBy = publication.Author, sha256 = publication.Seen.Sha256,
            })) is not null;
        if (!isKept)
        {
            return Refused(PublishObjection.Outdated, DraftChanged);
        }

        await DesignDocuments.ReplaceKeyAsync(connection, transaction, formId, must: false, clock.GetUtcNow(), cancellationToken);
        var told = new JsonObject { ["version"] = number, ["renames"] = renames.List.Count };
        await new AuditLog(publication.Author, "published a version", AuditLog.Form(formId), told).WriteAsync(connection, transaction, cancellationToken);
        return (null, changes.Confirm(renames.List));

        CommandDefinition Command(string statement, object parameters) =>
            new(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken);
    }

    /// <summary>A batch that is being normalized knows the fields by their keys so far: it ends first, and the next one begins after the commit.</summary>
    private static async Task HoldValuesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(RenamePatience, transaction: transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            FormSql.Get("data/hold_values", formId), transaction: transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(WithoutTimeout, transaction: transaction, cancellationToken: cancellationToken));
    }

    private static async Task<IReadOnlyList<FormField>> NewestFieldsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, CancellationToken cancellationToken)
    {
        var form = await connection.QuerySingleAsync<Form>(new CommandDefinition(
            Sql.Get("forms/find_form"), new { id = formId, slug = (string?)null, linkToken = (string?)null }, transaction, cancellationToken: cancellationToken));
        var fields = await FormCatalog.ReadFieldsAsync(
            connection, transaction, "forms/list_fields_of_version", new { versionId = form.VersionId }, cancellationToken);
        return [.. fields.Where(field => field.Definition is not null)];
    }

    private static (PublishResult? Refused, VersionChanges Changes) Refused(PublishObjection objection, string explanation) =>
        (PublishResult.Refused(objection, explanation), VersionChanges.None);
}
