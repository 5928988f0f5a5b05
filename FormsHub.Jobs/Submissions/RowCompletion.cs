using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Adds to the rows of a page what their own table does not hold: values of the exception ledger, type and size of pictures.</summary>
internal sealed class RowCompletion(SubmissionQuery query, ReadingFacts facts)
{
    private readonly Dictionary<int, int> _indexes = query.Fields.Select((field, index) => (field, index))
        .Where(field => facts.LedgerFields.Contains(field.field.Id))
        .ToDictionary(field => field.field.Id, field => field.index);

    /// <param name="connection">An open connection.</param>
    /// <param name="rows">Rows whose columns are read.</param>
    /// <param name="hasBlobColumns">Whether a column may hold pictures.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task CompleteAsync(NpgsqlConnection connection, IReadOnlyList<SubmissionRow> rows, bool hasBlobColumns, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var mayHaveBlobs = hasBlobColumns;
        if (_indexes.Count > 0)
        {
            mayHaveBlobs |= await MergeLedgerAsync(connection, rows, cancellationToken);
        }

        if (mayHaveBlobs)
        {
            await DescribeBlobsAsync(connection, rows, cancellationToken);
        }
    }

    /// <returns>Whether pictures were among the values.</returns>
    private async Task<bool> MergeLedgerAsync(NpgsqlConnection connection, IReadOnlyList<SubmissionRow> rows, CancellationToken cancellationToken)
    {
        var parameters = new { submissionIds = rows.Select(row => row.Id).ToArray(), fieldIds = _indexes.Keys.ToArray() };
        var entries = await connection.QueryAsync<LedgerEntry>(
            new CommandDefinition(Sql.Get("submissions/read_ledger"), parameters, cancellationToken: cancellationToken));
        var byId = rows.ToDictionary(row => row.Id);
        var blobs = false;
        foreach (var entry in entries)
        {
            ref var cell = ref byId[entry.SubmissionId].Values[_indexes[entry.FieldId]];
            if (cell.Kind == ValueKind.Empty)
            {
                cell = entry.Value;
                blobs |= cell.Kind == ValueKind.Blob;
            }
        }

        return blobs;
    }

    private static async Task DescribeBlobsAsync(NpgsqlConnection connection, IReadOnlyList<SubmissionRow> rows, CancellationToken cancellationToken)
    {
        var sha256s = rows.SelectMany(row => row.Values).Where(value => value.Kind == ValueKind.Blob).Select(value => value.Blob!.Sha256).ToArray();
        if (sha256s.Length == 0)
        {
            return;
        }

        var found = await connection.QueryAsync<BlobReference>(
            new CommandDefinition(Sql.Get("submissions/describe_blobs"), new { sha256s }, cancellationToken: cancellationToken));
        var known = found.ToHashSet();
        foreach (var row in rows)
        {
            foreach (ref var cell in row.Values.AsSpan())
            {
                if (cell.Kind == ValueKind.Blob && known.TryGetValue(cell.Blob!, out var blob))
                {
                    cell = FieldValue.Of(blob);
                }
            }
        }
    }
}
