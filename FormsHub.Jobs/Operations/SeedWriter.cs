using System.Globalization;
using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Npgsql;
using NpgsqlTypes;

namespace FormsHub.Jobs.Operations;

/// <summary>Writes batches of seeded submissions: event, submission and typed row of each, a batch in one transaction.</summary>
internal sealed class SeedWriter(NpgsqlDataSource database, Form form, IReadOnlyList<FormField> fields, SeedFilling[] pool, int firstNumber, DateTime until, int count) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(365);
    private static readonly string[] Names = ["Anna Schmidt", "Иван Петров", "Zoë Müller", "José García", "Mary O'Neill", "Jean-Luc Bernard", "李小龍", "Nobuko Ōta"];

    private readonly SemaphoreSlim _ids = new(1);
    private readonly FormField[] _columns = [.. fields.Where(field => field.ColumnReady)];
    private readonly IReadOnlyList<FieldValue[]> _cells = [.. pool.Select(filling => Cells(filling, fields))];
    private readonly IReadOnlyList<string?> _search = [.. pool.Select(Search)];

    /// <param name="start">The batch's first submission among all, from 0.</param>
    /// <param name="rows">How many.</param>
    /// <param name="cancellationToken">Ends it early; nothing of the batch stays.</param>
    public async Task WriteAsync(int start, int rows, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (eventIds, ids) = await TakeIdsAsync(connection, rows, cancellationToken);
        await CopyEventsAsync(connection, start, eventIds, cancellationToken);
        await CopySubmissionsAsync(connection, start, ids, eventIds, cancellationToken);
        await CopyValuesAsync(connection, start, ids, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>One batch after the other, so that ids follow the time as they do when submissions come in.</summary>
    private async Task<(long[] Events, long[] Submissions)> TakeIdsAsync(NpgsqlConnection connection, int rows, CancellationToken cancellationToken)
    {
        await _ids.WaitAsync(cancellationToken);
        try
        {
            return (await TakeIdsAsync(connection, "callback_events", rows, cancellationToken), await TakeIdsAsync(connection, "submissions", rows, cancellationToken));
        }
        finally
        {
            _ids.Release();
        }
    }

    private static async Task<long[]> TakeIdsAsync(NpgsqlConnection connection, string table, int rows, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(Sql.Get("operations/take_ids"), new { table, rows }, cancellationToken: cancellationToken))];

    public void Dispose() => _ids.Dispose();

    private async Task CopyEventsAsync(NpgsqlConnection connection, int start, long[] eventIds, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY callback_events (id, document_key, form_id, status, forcesave_type, claims, outcome, received_at, duration_ms) FROM STDIN (FORMAT binary)", cancellationToken);
        for (var i = 0; i < eventIds.Length; i++)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(eventIds[i], NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(DocumentKey(start + i), NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(form.Id, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(6, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(3, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync($$"""{"key":"{{DocumentKey(start + i)}}","status":6,"forcesavetype":3}""", NpgsqlDbType.Jsonb, cancellationToken);
            await copy.WriteAsync("submissionStored", NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(SubmittedAt(start + i), NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(5 + (i % 40), NpgsqlDbType.Integer, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task CopySubmissionsAsync(NpgsqlConnection connection, int start, long[] ids, long[] eventIds, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY submissions (id, form_id, form_version_id, document_key, event_id, number, submitted_at, submitter_id, submitter, state, review, save_path, document_sha256, form_data_sha256, reason, normalized_at) FROM STDIN (FORMAT binary)", cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            var index = start + i;
            var filling = pool[index % pool.Length];
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(ids[i], NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(form.Id, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(form.VersionId, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(DocumentKey(index), NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(eventIds[i], NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(firstNumber + start + i, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(SubmittedAt(index), NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync($"seed-{index % Names.Length}", NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(Names[index % Names.Length], NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync((short)filling.Normalized.State, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync((short)(index % 10 < 7 ? 0 : index % 10 - 6), NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync($"/cache/files/data/{DocumentKey(index)}", NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(filling.Document.Sha256, NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(filling.FormData.Sha256, NpgsqlDbType.Bytea, cancellationToken);
            await WriteTextAsync(copy, filling.Normalized.Reason, cancellationToken);
            await copy.WriteAsync(SubmittedAt(index), NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task CopyValuesAsync(NpgsqlConnection connection, int start, long[] ids, CancellationToken cancellationToken)
    {
        var columns = string.Concat(_columns.Select(field => $", {field.ColumnName}"));
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {TypedTable.TableName(form.Id)} (submission_id, number, version, submitted_at, trashed, search{columns}) FROM STDIN (FORMAT binary)", cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            var filling = (start + i) % pool.Length;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(ids[i], NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(firstNumber + start + i, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(form.VersionNumber, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(SubmittedAt(start + i), NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellationToken);
            await WriteTextAsync(copy, _search[filling], cancellationToken);
            foreach (var cell in _cells[filling])
            {
                await WriteCellAsync(copy, cell, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static Task WriteCellAsync(NpgsqlBinaryImporter copy, in FieldValue cell, CancellationToken cancellationToken) => cell.Kind switch
    {
        ValueKind.Number => copy.WriteAsync(cell.Number, NpgsqlDbType.Numeric, cancellationToken),
        ValueKind.Boolean => copy.WriteAsync(cell.Boolean, NpgsqlDbType.Boolean, cancellationToken),
        ValueKind.Date => copy.WriteAsync(DateOnly.FromDateTime(cell.Moment), NpgsqlDbType.Date, cancellationToken),
        ValueKind.Text => copy.WriteAsync(cell.Text!, NpgsqlDbType.Text, cancellationToken),
        _ => copy.WriteNullAsync(cancellationToken),
    };

    private static Task WriteTextAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellationToken) =>
        text is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);

    /// <summary>Cells in column order. The sample form's fillings fit their columns: the ledger stays empty.</summary>
    private static FieldValue[] Cells(SeedFilling filling, IReadOnlyList<FormField> fields)
    {
        var values = filling.Normalized.Values.ToDictionary(value => value.Field!.Id);
        return [.. fields.Where(field => field.ColumnReady).Select(field => values[field.Id].Value)];
    }

    private static string? Search(SeedFilling filling) =>
        string.Join('\n', filling.Normalized.Values.Select(NormalizedRow.Searched).OfType<string>());

    private string DocumentKey(int index) => string.Create(CultureInfo.InvariantCulture, $"seed-{form.Id}-{index + 1}");

    private DateTime SubmittedAt(int index) => until - (Period * ((double)(count - index) / count));
}
