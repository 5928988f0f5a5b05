using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions.Normalization;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Puts one submission together: its row, the exception ledger, the stored form data and the callbacks about its document.</summary>
public sealed class SubmissionDetailReader(
    NpgsqlDataSource database, SubmissionReader reader, FormCatalog catalog, IBlobStore blobs, IOptions<LimitsOptions> limits)
{
    private const int MostEvents = 500;

    /// <returns>null when there is no such submission.</returns>
    public async Task<SubmissionDetail?> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<Found>(
            new CommandDefinition(Sql.Get("submissions/find_submission"), new { id }, cancellationToken: cancellationToken));
        if (found is null)
        {
            return null;
        }

        var fields = await catalog.FieldsOfVersionAsync(found.FormVersionId, cancellationToken);
        var row = await reader.FindAsync(SubmissionQuery.All(found.FormId, fields), id, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var ledger = await connection.QueryAsync<LedgerEntry>(
            new CommandDefinition(Sql.Get("submissions/read_whole_ledger"), new { id }, cancellationToken: cancellationToken));
        var events = await connection.QueryAsync<SubmissionEvent>(new CommandDefinition(
            Sql.Get("submissions/list_events"), new { found.DocumentKey, limit = MostEvents }, cancellationToken: cancellationToken));
        var texts = await TextsAsync(found.FormDataSha256, fields, cancellationToken);
        return new SubmissionDetail
        {
            Row = row,
            FormId = found.FormId,
            FormSlug = found.FormSlug,
            FormTitle = found.FormTitle,
            DocumentKey = found.DocumentKey,
            SubmitterId = found.SubmitterId,
            Note = found.Note,
            Reason = found.Reason,
            Trashed = found.Trashed,
            NormalizedAt = found.NormalizedAt,
            DocumentSha256 = found.DocumentSha256,
            ChangesSha256 = found.ChangesSha256,
            FormDataSha256 = found.FormDataSha256,
            Values = SubmittedValues.Of(fields, row, [.. ledger], texts),
            Timeline = events.AsList(),
        };
    }

    /// <summary>The texts as the editor sent them, by field and ordinal: form data is read again just as it was when it came.</summary>
    private async Task<IReadOnlyDictionary<(int FieldId, int Ordinal), string>> TextsAsync(
        byte[]? sha256, IReadOnlyList<FormField> fields, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<(int, int), string>();
        await using var content = sha256 is null ? null : blobs.OpenRead(sha256);
        if (content is null)
        {
            return texts;
        }

        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        foreach (var value in Normalizer.Normalize(bytes, fields, LimitsOptions.Bytes(limits.Value.PictureMegabytes)).Values)
        {
            if (value.Field is { } field)
            {
                texts.TryAdd((field.Id, value.Ordinal), value.Text);
            }
        }

        return texts;
    }

    private sealed record Found
    {
        public required long Id { get; init; }
        public required int FormId { get; init; }
        public required string FormSlug { get; init; }
        public required string FormTitle { get; init; }
        public required int FormVersionId { get; init; }
        public required string DocumentKey { get; init; }
        public string? SubmitterId { get; init; }
        public string? Note { get; init; }
        public string? Reason { get; init; }
        public bool Trashed { get; init; }
        public byte[]? DocumentSha256 { get; init; }
        public byte[]? ChangesSha256 { get; init; }
        public byte[]? FormDataSha256 { get; init; }
        public DateTime? NormalizedAt { get; init; }
    }
}
