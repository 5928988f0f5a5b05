using System.Text.Json;
using FormsHub.Jobs.Forms.Design;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Npgsql;
using NpgsqlTypes;

namespace FormsHub.Jobs.Intake;

/// <summary>Writes callbacks into the database: each in one round trip that is one transaction.</summary>
internal sealed class CallbackLedger(NpgsqlDataSource database, TimeProvider clock)
{
    private const int MostAttempts = 4;
    private const int LongestId = 256;
    private const int LongestFileType = 32;

    private static readonly TimeSpan ClearingPause = TimeSpan.FromMilliseconds(20);

    /// <returns>Stored, completed, already stored or unknown key.</returns>
    public Task<IntakeOutcome> RecordSubmissionAsync(CallbackRecord record, CancellationToken cancellationToken)
    {
        string[] statements = record.Corrupted
            ? ["callbacks/lock_document", "callbacks/keep_blobs", "callbacks/lock_numbers", "callbacks/record_submission", "callbacks/record_aside"]
            : ["callbacks/lock_document", "callbacks/keep_blobs", "callbacks/lock_numbers", "callbacks/record_submission"];
        return RecordAsync(statements, record, cancellationToken);
    }

    public Task<IntakeOutcome> RecordSaveAsync(CallbackRecord record, CancellationToken cancellationToken) =>
        RecordAsync(
            ["callbacks/lock_document", "callbacks/keep_blobs", "callbacks/lock_design", "callbacks/record_save", "callbacks/keep_draft", "callbacks/renew_design_key"],
            record,
            cancellationToken);

    /// <summary>A document from the forgotten files: the same commit notes that the Document Server need not keep it.</summary>
    public Task<IntakeOutcome> RecordRecoveredAsync(CallbackRecord record, CancellationToken cancellationToken) =>
        RecordAsync(
            [
                "callbacks/lock_document", "callbacks/keep_blobs", "callbacks/lock_design", "callbacks/record_save", "callbacks/keep_draft", "callbacks/renew_design_key",
                "forgotten/mark_stored",
            ],
            record,
            cancellationToken);

    public Task<IntakeOutcome> RecordPresenceAsync(CallbackRecord record, CancellationToken cancellationToken) =>
        RecordAsync(["callbacks/record_presence"], record, cancellationToken);

    /// <param name="knownOnly">Only when the document exists: for callers who have not shown that they know FormsHub's secrets.</param>
    public Task RecordEventAsync(CallbackRecord record, IntakeOutcome outcome, bool knownOnly, CancellationToken cancellationToken) =>
        RecordAsync(["callbacks/record_event"], record, cancellationToken, outcome, knownOnly);

    // Every act may be repeated: what the first attempt did commit, the second finds there. So a connection that had died in the pool (the
    // server was restarted, an operator ended it) costs no submit; that a server which stays away is asked again costs nothing either.
    private async Task<IntakeOutcome> RecordAsync(
        string[] statements, CallbackRecord record, CancellationToken cancellationToken, IntakeOutcome? outcome = null, bool knownOnly = false)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CommitAsync(statements, record, outcome, knownOnly, cancellationToken);
            }
            catch (NpgsqlException broken) when (attempt < MostAttempts && (broken.IsTransient || broken.SqlState == PostgresErrorCodes.AdminShutdown))
            {
                // Its neighbours in the pool are as dead as it was. While another callback is clearing the pool this call does nothing,
                // and the next attempt may meet a dead one again: hence more than one, and time for the other to end.
                database.Clear();
                await Task.Delay(ClearingPause, clock, cancellationToken);
            }
        }
    }

    // A batch without BEGIN is one implicit transaction that ends when the server has committed and says it is ready again: the loop below
    // reads that far. If the process or the server dies before, nothing is kept or everything is, and the sender got no 0: it may come again.
    private async Task<IntakeOutcome> CommitAsync(
        string[] statements, CallbackRecord record, IntakeOutcome? outcome, bool knownOnly, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(CommandFor(statement, record, outcome, knownOnly));
        }

        // Planned once a connection: these statements are the busiest of the program.
        await batch.PrepareAsync(cancellationToken);
        string? recorded = null;
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            if (await reader.ReadAsync(cancellationToken) && reader.GetName(0) == "outcome")
            {
                recorded = reader.GetString(0);
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return Enum.TryParse<IntakeOutcome>(recorded, ignoreCase: true, out var known) ? known : IntakeOutcome.Recorded;
    }

    private NpgsqlBatchCommand CommandFor(string statement, CallbackRecord record, IntakeOutcome? outcome, bool knownOnly)
    {
        var command = new NpgsqlBatchCommand(Sql.Get(statement));
        var parameters = command.Parameters;
        Add(parameters, "document_key", NpgsqlDbType.Text, Clip(record.DocumentKey, LongestId));
        if (statement is "callbacks/lock_document" or "callbacks/lock_numbers" or "callbacks/lock_design" or "callbacks/keep_draft")
        {
            return command;
        }

        if (statement is "callbacks/renew_design_key")
        {
            Add(parameters, "next_key", NpgsqlDbType.Text, DesignDocuments.NewKey());
            Add(parameters, "received_at", NpgsqlDbType.TimestampTz, record.ReceivedAt.UtcDateTime);
            return command;
        }

        if (statement is "callbacks/keep_blobs")
        {
            parameters.Clear();
            AddBlobs(parameters, [.. new[] { record.Document, record.Changes, record.FormData }.OfType<BlobReference>()]);
            return command;
        }

        if (statement is "forgotten/mark_stored")
        {
            Add(parameters, "document_sha256", NpgsqlDbType.Bytea, record.Document?.Sha256);
            return command;
        }

        Add(parameters, "status", NpgsqlDbType.Integer, record.Callback?.Status);
        Add(parameters, "forcesave_type", NpgsqlDbType.Integer, record.Callback?.ForcesaveType);
        Add(parameters, "received_at", NpgsqlDbType.TimestampTz, record.ReceivedAt.UtcDateTime);
        if (statement is not "callbacks/record_aside")
        {
            Add(parameters, "claims", NpgsqlDbType.Jsonb, record.Claims);
            Add(parameters, "error", NpgsqlDbType.Text, record.Error);
            Add(parameters, "duration_ms", NpgsqlDbType.Integer, (int)Math.Min(int.MaxValue, clock.GetElapsedTime(record.Started).TotalMilliseconds));
        }

        AddOwn(parameters, statement, record, outcome, knownOnly);
        return command;
    }

    private static void AddOwn(NpgsqlParameterCollection parameters, string statement, CallbackRecord record, IntakeOutcome? outcome, bool knownOnly)
    {
        var callback = record.Callback;
        switch (statement)
        {
            case "callbacks/record_submission":
                var submitter = Clip(callback?.SubmitterId, LongestId);
                AddStored(parameters, record with { Document = record.Corrupted ? null : record.Document, Changes = record.Corrupted ? null : record.Changes });
                Add(parameters, "form_data_sha256", NpgsqlDbType.Bytea, record.FormData?.Sha256);
                Add(parameters, "save_path", NpgsqlDbType.Text, record.SavePath);
                Add(parameters, "submitter_id", NpgsqlDbType.Text, submitter);
                Add(parameters, "submitter_name", NpgsqlDbType.Text, Clip(callback?.NameInHistory(submitter), LongestId));
                Add(parameters, "state", NpgsqlDbType.Smallint, (short)(record.Reason is null ? SubmissionState.Received : SubmissionState.Failed));
                Add(parameters, "reason", NpgsqlDbType.Text, record.Reason);
                break;
            case "callbacks/record_save" or "callbacks/record_aside":
                AddStored(parameters, record);
                Add(parameters, "filetype", NpgsqlDbType.Text, Clip(callback?.FileType, LongestFileType));
                Add(parameters, "last_save", NpgsqlDbType.TimestampTz, callback?.LastSave?.UtcDateTime);
                if (statement is "callbacks/record_save")
                {
                    Add(parameters, "not_modified", NpgsqlDbType.Boolean, callback?.NotModified ?? false);
                    Add(parameters, "corrupted", NpgsqlDbType.Boolean, record.Corrupted);
                    Add(parameters, "recovered", NpgsqlDbType.Boolean, record.Recovered);
                    Add(parameters, "userdata", NpgsqlDbType.Text, Clip(callback?.UserData, LongestId));
                    Add(parameters, "said_at", NpgsqlDbType.TimestampTz, SaidAt(record));
                }

                break;
            case "callbacks/record_presence":
                Add(parameters, "users", NpgsqlDbType.Array | NpgsqlDbType.Text, callback?.Users?.ToArray() ?? []);
                Add(parameters, "said_at", NpgsqlDbType.TimestampTz, SaidAt(record));
                break;
            default:
                Add(parameters, "outcome", NpgsqlDbType.Text, IntakeResult.NameOf(outcome ?? IntakeOutcome.Recorded));
                Add(parameters, "known_only", NpgsqlDbType.Boolean, knownOnly);
                Add(parameters, "userdata", NpgsqlDbType.Text, Clip(callback?.UserData, LongestId));
                break;
        }
    }

    private static void AddStored(NpgsqlParameterCollection parameters, CallbackRecord record)
    {
        Add(parameters, "document_sha256", NpgsqlDbType.Bytea, record.Document?.Sha256);
        Add(parameters, "changes_sha256", NpgsqlDbType.Bytea, record.Changes?.Sha256);
        Add(parameters, "history", NpgsqlDbType.Jsonb, HistoryOf(record.Callback));
    }

    private static void AddBlobs(NpgsqlParameterCollection parameters, BlobReference[] blobs)
    {
        Add(parameters, "hashes", NpgsqlDbType.Array | NpgsqlDbType.Bytea, Array.ConvertAll(blobs, blob => blob.Sha256));
        Add(parameters, "sizes", NpgsqlDbType.Array | NpgsqlDbType.Bigint, Array.ConvertAll(blobs, blob => blob.Size));
        Add(parameters, "media_types", NpgsqlDbType.Array | NpgsqlDbType.Text, Array.ConvertAll(blobs, blob => blob.MediaType));
    }

    private static void Add(NpgsqlParameterCollection parameters, string name, NpgsqlDbType type, object? value) =>
        parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });

    /// <summary>An empty history (cut from the header, or reopened from the forgotten files) says nothing and is kept as none.</summary>
    private static string? HistoryOf(Callback? callback) =>
        callback?.History is { ValueKind: JsonValueKind.Object } history && history.EnumerateObject().Any() ? ClaimsText.Redact(history) : null;

    /// <summary>When the sender signed it; its own clock orders its own callbacks.</summary>
    private static DateTime SaidAt(CallbackRecord record) =>
        record.Callback?.IssuedAt is { } seconds and > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : record.ReceivedAt.UtcDateTime;

    /// <summary>Index entries are bounded.</summary>
    private static string? Clip(string? text, int length) => text is null ? null : PostgresText.Cut(text, length);
}
