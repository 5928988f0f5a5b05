using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Npgsql;

namespace FormsHub.Jobs.Operations;

/// <summary>Fills FormsHub with as many submissions as somebody wants to try it with, as if they had all come in.</summary>
/// <remarks>
/// A pool of fillings is invented, stored and normalized once; each submission takes one of them, so its form data, document and values agree.
/// Ids and numbers come from the same sequences as everybody's: the service may run, and take submissions, meanwhile.
/// </remarks>
public sealed class SubmissionSeed(NpgsqlDataSource database, FormPublishing publishing, FormCatalog catalog, IBlobStore blobs, TimeProvider clock)
{
    private const int BatchSize = 10_000;
    private const int Writers = 2;

    /// <param name="count">How many submissions.</param>
    /// <param name="progress">Told how many are written, now and then.</param>
    /// <param name="cancellationToken">Ends it between two batches; what is written stays.</param>
    /// <returns>The id of the new form.</returns>
    public async Task<int> RunAsync(int count, Action<int> progress, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream(PdfFormWriter.Write(SampleForm.TwentyFiveFields));
        var published = await publishing.PublishAsync(file, "site-visit.pdf", SampleForm.TwentyFiveFields.Title, "seed", cancellationToken);
        var form = published.Form ?? throw new InvalidOperationException($"The sample form cannot be published: {published.Explanation}");
        var fields = (await catalog.FieldsOfVersionAsync(form.VersionId, cancellationToken)).Where(field => field.Definition is not null).ToList();
        var pool = await new SeedPool(blobs, fields).MakeAsync(Math.Min(count, Math.Clamp(count / 200, 1000, 5000)), cancellationToken);
        await RegisterAsync(pool, cancellationToken);

        using var writer = new SeedWriter(database, form, fields, pool, await TakeNumbersAsync(form.Id, count, cancellationToken), clock.GetUtcNow().UtcDateTime, count);
        var written = 0;
        var starts = Enumerable.Range(0, (count + BatchSize - 1) / BatchSize).Select(batch => batch * BatchSize);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(starts, options, async (start, cancelled) =>
        {
            var rows = Math.Min(BatchSize, count - start);
            await writer.WriteAsync(start, rows, cancelled);
            progress(Interlocked.Add(ref written, rows));
        });
        await SettleAsync(form.Id, cancellationToken);
        return form.Id;
    }

    /// <summary>All numbers at once: taken batch by batch they would hold the form's row while a batch is written.</summary>
    private async Task<int> TakeNumbersAsync(int formId, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<int>(
            new CommandDefinition(Sql.Get("operations/take_numbers"), new { formId, count }, cancellationToken: cancellationToken));
    }

    private async Task RegisterAsync(SeedFilling[] pool, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var blob in pool.SelectMany(filling => (BlobReference[])[filling.FormData, filling.Document]).DistinctBy(blob => blob.Hex))
        {
            await connection.ExecuteAsync(new CommandDefinition(Sql.Get("forms/insert_blob"), blob, transaction, cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What autovacuum would do a minute later: counts by index alone and good plans from the start.</summary>
    private async Task SettleAsync(int formId, CancellationToken cancellationToken)
    {
        foreach (var table in (string[])[TypedTable.TableName(formId), "submissions", "callback_events"])
        {
            await using var command = database.CreateCommand($"VACUUM (ANALYZE) {table}");
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
