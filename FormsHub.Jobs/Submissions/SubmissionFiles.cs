using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>The stored bytes that belong to a submission, and only those.</summary>
public sealed class SubmissionFiles(NpgsqlDataSource database, FormCatalog catalog)
{
    /// <summary>The filled document; null when there is no such submission or its document is missing.</summary>
    public Task<SubmissionFile?> DocumentAsync(long id, CancellationToken cancellationToken) => FindAsync("submissions/find_document", id, cancellationToken);

    /// <summary>The form data as it came.</summary>
    public Task<SubmissionFile?> FormDataAsync(long id, CancellationToken cancellationToken) => FindAsync("submissions/find_form_data", id, cancellationToken);

    /// <summary>A picture or signature among the submission's values.</summary>
    /// <returns>null when the submission has no such picture, whoever else may have it.</returns>
    public async Task<BlobReference?> PictureAsync(long id, byte[] sha256, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var formId = await connection.QuerySingleOrDefaultAsync<int?>(
            new CommandDefinition(Sql.Get("submissions/find_form_of"), new { id }, cancellationToken: cancellationToken));
        if (formId is null)
        {
            return null;
        }

        var columns = (await catalog.FieldsAsync(formId.Value, cancellationToken))
            .Where(field => field is { Column: ColumnKind.Blob, ColumnReady: true })
            .Select(field => $"d.{field.ColumnName}");
        var values = string.Join(", ", columns.Append("NULL::bytea"));
        var statement = $"""
            SELECT b.sha256, b.media_type, b.size FROM blobs b
            WHERE b.sha256 = @sha256
              AND (EXISTS (SELECT FROM {TypedTable.TableName(formId.Value)} d WHERE d.submission_id = @id AND @sha256 IN ({values}))
                   OR EXISTS (SELECT FROM field_values v WHERE v.submission_id = @id AND v.blob = @sha256))
            """;
        return await connection.QuerySingleOrDefaultAsync<BlobReference>(
            new CommandDefinition(statement, new { id, sha256 }, cancellationToken: cancellationToken));
    }

    private async Task<SubmissionFile?> FindAsync(string statement, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<SubmissionFile>(
            new CommandDefinition(Sql.Get(statement), new { id }, cancellationToken: cancellationToken));
    }
}

/// <summary>Stored bytes of a submission and what a download of them is called by.</summary>
public sealed record SubmissionFile
{
    public required byte[] Sha256 { get; init; }
    public required string MediaType { get; init; }
    public required string FormSlug { get; init; }
    public required int Number { get; init; }
}
