using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions.Normalization;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Makes the values of claimed submissions and writes all that belongs to them, inside the transaction that claimed them.</summary>
public sealed class NormalizationBatch(IBlobStore blobs, IOptions<LimitsOptions> limits, TimeProvider clock)
{
    /// <summary>The most bytes of form data that one batch holds in memory; a single submission may have more.</summary>
    private const long MostFormData = 16 * 1024 * 1024;

    private long PictureLimit => LimitsOptions.Bytes(limits.Value.PictureMegabytes);

    /// <summary>The claimed submissions that one batch can hold at once. The others are free again when its transaction ends.</summary>
    internal static IReadOnlyList<ClaimedSubmission> FitMemory(IReadOnlyList<ClaimedSubmission> claimed)
    {
        var held = 0L;
        return [.. claimed.TakeWhile((submission, i) => (held += submission.FormDataSize) <= MostFormData || i == 0)];
    }

    internal async Task StoreAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ClaimedSubmission> claimed, CancellationToken cancellationToken)
    {
        var done = new List<NormalizedRow>(claimed.Count);

        // Forms in one order, so that two workers never wait for each other crosswise.
        foreach (var ofForm in claimed.GroupBy(submission => submission.FormId).OrderBy(form => form.Key))
        {
            await HoldTableAsync(connection, ofForm.Key, cancellationToken);
            var rows = new List<NormalizedRow>();
            IReadOnlyList<FormField> fields = [];
            foreach (var ofVersion in ofForm.GroupBy(submission => submission.FormVersionId))
            {
                fields = await FormCatalog.ReadFieldsAsync(
                    connection, transaction, "forms/list_fields_of_version", new { versionId = ofVersion.Key }, cancellationToken);
                var index = new FieldIndex(fields);
                foreach (var submission in ofVersion)
                {
                    rows.Add(await NormalizeAsync(submission, index, cancellationToken));
                }
            }

            var settled = await ObservedFields.SettleAsync(connection, transaction, ofForm.Key, rows, cancellationToken);
            await TypedRows.WriteAsync(connection, ofForm.Key, settled, fields, cancellationToken);
            done.AddRange(settled);
        }

        await RegisterBlobsAsync(connection, transaction, done, cancellationToken);
        await ExceptionLedger.ReplaceAsync(connection, transaction, done, cancellationToken);
        await MarkAsync(connection, transaction, done, cancellationToken);
    }

    private async Task<NormalizedRow> NormalizeAsync(ClaimedSubmission submission, FieldIndex fields, CancellationToken cancellationToken)
    {
        if (submission.FormDataSha256 is null)
        {
            return new NormalizedRow(submission, SubmissionState.Failed, "The submission came without form data.", []);
        }

        var normalized = Normalizer.Normalize(await ReadAsync(submission.FormDataSha256, cancellationToken), fields, PictureLimit);
        var values = normalized.Values.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Image is { } image)
            {
                // Bytes before rows: if the process dies here, they lie unused until the same bytes are stored again.
                var blob = await blobs.WriteAsync(new MemoryStream(image.Bytes), image.MediaType, PictureLimit, cancellationToken);
                values[i] = values[i] with { Image = null, Value = FieldValue.Of(blob) };
            }
        }

        RowRoom.Spill(values);
        return new NormalizedRow(submission, normalized.State, normalized.Reason, values);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(byte[] sha256, CancellationToken cancellationToken)
    {
        await using var stored = blobs.OpenRead(sha256)
            ?? throw new FileNotFoundException($"The stored form data {Convert.ToHexStringLower(sha256)} is missing.");
        var bytes = new byte[stored.Length];
        await stored.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static Task<int> HoldTableAsync(NpgsqlConnection connection, int formId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            FormSql.Get("data/hold_table", formId), cancellationToken: cancellationToken));

    private static async Task RegisterBlobsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<NormalizedRow> rows, CancellationToken cancellationToken)
    {
        BlobReference[] stored = [.. rows.SelectMany(row => row.Values).Select(value => value.Value.Blob).OfType<BlobReference>()];
        if (stored.Length > 0)
        {
            var columns = new
            {
                hashes = stored.Select(blob => blob.Sha256).ToArray(),
                sizes = stored.Select(blob => blob.Size).ToArray(),
                media_types = stored.Select(blob => blob.MediaType).ToArray(),
            };
            await connection.ExecuteAsync(new CommandDefinition(Sql.Get("callbacks/keep_blobs"), columns, transaction, cancellationToken: cancellationToken));
        }
    }

    private Task<int> MarkAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, List<NormalizedRow> rows, CancellationToken cancellationToken)
    {
        var marks = new
        {
            ids = rows.Select(row => row.Submission.Id).ToArray(),
            states = rows.Select(row => (short)row.State).ToArray(),
            reasons = rows.Select(row => row.Reason).ToArray(),
            now = clock.GetUtcNow(),
        };
        return connection.ExecuteAsync(new CommandDefinition(Sql.Get("submissions/mark_normalized"), marks, transaction, cancellationToken: cancellationToken));
    }
}
