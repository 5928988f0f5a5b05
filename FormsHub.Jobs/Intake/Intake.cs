using System.Data.Common;
using System.Net.Sockets;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Intake;

/// <summary>Takes in what the document editing service says: bytes first, one transaction, then the answer.</summary>
public sealed partial class Intake
{
    /// <summary>How long a callback that was ended may still take for being noted.</summary>
    private static readonly TimeSpan LastNote = TimeSpan.FromSeconds(2);

    private readonly CallbackDownloads _downloads;
    private readonly CallbackLedger _ledger;
    private readonly TimeProvider _clock;
    private readonly IJobServer _jobs;
    private readonly TimeSpan _patience;
    private readonly ILogger<Intake> _logger;

    public Intake(
        DocumentServerDownload download, DocumentServerLinks links, NpgsqlDataSource database, TimeProvider clock, IJobServer jobs,
        IOptions<DocumentServerOptions> server, IOptions<LimitsOptions> limits, ILogger<Intake> logger)
    {
        _downloads = new CallbackDownloads(download, links, limits.Value);
        _ledger = new CallbackLedger(database, clock);
        _clock = clock;
        _jobs = jobs;
        _patience = TimeSpan.FromSeconds(server.Value.CallbackSeconds);
        _logger = logger;
    }

    /// <summary>Stores what one verified callback says and points at. Never throws for anything the outside can do.</summary>
    /// <param name="documentKey">The key its address is bound to.</param>
    /// <param name="claims">The verified claims, a JSON text.</param>
    public async Task<IntakeResult> AcceptAsync(string documentKey, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken)
    {
        var cleaned = ClaimsText.Clean(claims.Span);
        var callback = Callback.Parse(cleaned);
        var record = new CallbackRecord
        {
            DocumentKey = documentKey,
            Callback = callback,
            Claims = callback is null ? null : ClaimsText.Redact(cleaned),
            ReceivedAt = _clock.GetUtcNow(),
            Started = _clock.GetTimestamp(),
        };
        if (callback?.Status is null)
        {
            return await RejectAsync(record, new(IntakeOutcome.RefusedBody, "The callback has no status."), cancellationToken);
        }

        // A signature covers the body but not the address: a callback about one document must not be played to another's address.
        if (callback.Key != documentKey)
        {
            return await RejectAsync(record, new(IntakeOutcome.RefusedKey, "The callback is about another document."), cancellationToken);
        }

        using var patience = new CancellationTokenSource(_patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        IntakeResult result;
        try
        {
            result = await StoreAsync(record, callback, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            result = new(IntakeOutcome.GivenUp, cancellationToken.IsCancellationRequested ? "FormsHub was being stopped." : "It took longer than a callback may.");
        }
        catch (Exception failure) when (failure is DbException or TimeoutException or IOException or SocketException)
        {
            LogStorage(failure, documentKey, callback.Status);
            result = new(IntakeOutcome.StorageUnavailable, "FormsHub cannot store anything now.");
        }

        return result.IsAccepted || result.Outcome is IntakeOutcome.UnknownKey or IntakeOutcome.RefusedSubmit
            ? Noted(record, result) : await RejectAsync(record, result, cancellationToken);
    }

    /// <summary>Records a callback that could not be verified, if its document exists.</summary>
    public Task<IntakeResult> RefuseAsync(string documentKey, IntakeOutcome outcome, string message, CancellationToken cancellationToken) =>
        RejectAsync(
            new CallbackRecord { DocumentKey = documentKey, ReceivedAt = _clock.GetUtcNow(), Started = _clock.GetTimestamp() },
            new IntakeResult(outcome, message), cancellationToken, knownOnly: true);

    private async Task<IntakeResult> StoreAsync(CallbackRecord record, Callback callback, CancellationToken cancellationToken)
    {
        switch ((DocumentStatus)callback.Status!)
        {
            case DocumentStatus.Editing or DocumentStatus.ClosedWithNoChanges:
                return new(await _ledger.RecordPresenceAsync(record, cancellationToken));
            case DocumentStatus.Forcesaved when callback.IsSubmit:
            case DocumentStatus.ForcesaveError when callback is { IsSubmit: true, FormsDataUrl: not null }:
                return await SubmitAsync(record, callback, cancellationToken);
            case DocumentStatus.ReadyForSaving or DocumentStatus.Forcesaved:
                return callback.Url is null
                    ? new(IntakeOutcome.NothingToStore, "The save has no link to the document.")
                    : await SaveAsync(record, callback, cancellationToken);
            case DocumentStatus.SavingError or DocumentStatus.ForcesaveError when callback.Url is not null:
                return await SaveAsync(record with { Corrupted = true }, callback, cancellationToken);
            case DocumentStatus.SavingError or DocumentStatus.ForcesaveError:
                return await OnlyRecordAsync(
                    record with { Error = "The document editing service could not save the document." }, IntakeOutcome.SavingFailed, cancellationToken);
            default:
                return await OnlyRecordAsync(record, IntakeOutcome.Recorded, cancellationToken);
        }
    }

    private async Task<IntakeResult> SubmitAsync(CallbackRecord record, Callback callback, CancellationToken cancellationToken)
    {
        // If the process dies from here to the commit, files without rows remain, which hurt nobody; the sender got no 0 and says so to the person.
        var arrived = callback.Status == (int)DocumentStatus.Forcesaved
            ? await _downloads.OfSubmitAsync(callback, cancellationToken)
            : await _downloads.OfFailedSubmitAsync(callback, cancellationToken);
        if (arrived.Failure is { } failure)
        {
            return failure;
        }

        var outcome = await _ledger.RecordSubmissionAsync(
            record with
            {
                SavePath = arrived.SavePath,
                Document = arrived.Document,
                Changes = arrived.Changes,
                FormData = arrived.FormData,
                Corrupted = callback.Status == (int)DocumentStatus.ForcesaveError && arrived.Document is not null,
                Error = callback.Status == (int)DocumentStatus.ForcesaveError ? "The document editing service could not save the document; the form data came." : null,
                Reason = arrived.FormData is null ? "The editor sent no form data; only the document came." : null,
            },
            cancellationToken);

        // If the process dies from here on, the sender may come again and finds it stored; the sweep of NormalizeSubmissions needs no trigger.
        if (outcome == IntakeOutcome.SubmissionStored)
        {
            _jobs.Trigger<NormalizeSubmissions>();
        }

        return ResultOf(outcome);
    }

    private async Task<IntakeResult> SaveAsync(CallbackRecord record, Callback callback, CancellationToken cancellationToken)
    {
        var arrived = await _downloads.OfSaveAsync(callback, record.Corrupted, cancellationToken);
        if (arrived.Failure is not { } failure)
        {
            record = record with { Document = arrived.Document, Changes = arrived.Changes };
            return ResultOf(await _ledger.RecordSaveAsync(record, cancellationToken));
        }

        // A failed forcesave comes once and its document is broken anyway: that it cannot be fetched either is only worth a note.
        return callback.Status == (int)DocumentStatus.ForcesaveError
            ? await OnlyRecordAsync(record with { Error = failure.Message }, IntakeOutcome.SavingFailed, cancellationToken)
            : failure;
    }

    private async Task<IntakeResult> OnlyRecordAsync(CallbackRecord record, IntakeOutcome outcome, CancellationToken cancellationToken)
    {
        await _ledger.RecordEventAsync(record, outcome, knownOnly: false, cancellationToken);
        return new(outcome, record.Error);
    }

    private static IntakeResult ResultOf(IntakeOutcome outcome) =>
        new(outcome, outcome switch
        {
            IntakeOutcome.UnknownKey => "No form has a document of this key.",
            IntakeOutcome.RefusedSubmit => "The document is being designed: a submit of it is no submission.",
            _ => null,
        });

    // The answer is no in any case; the note of it is worth one attempt and not another failure. A callback that was ended gets its note too.
    private async Task<IntakeResult> RejectAsync(CallbackRecord record, IntakeResult result, CancellationToken cancellationToken, bool knownOnly = false)
    {
        using var last = new CancellationTokenSource(LastNote, _clock);
        try
        {
            await _ledger.RecordEventAsync(
                record with { Error = result.Message }, result.Outcome, knownOnly, cancellationToken.IsCancellationRequested ? last.Token : cancellationToken);
        }
        catch (Exception failure) when (failure is DbException or TimeoutException or IOException or SocketException or OperationCanceledException)
        {
            LogUnrecorded(record.DocumentKey, result.Name, failure.GetType().Name);
        }

        return Noted(record, result);
    }

    private IntakeResult Noted(CallbackRecord record, IntakeResult result)
    {
        IntakeMetrics.Count(record.Callback?.Status, result, _clock.GetElapsedTime(record.Started));
        if (!result.IsAccepted)
        {
            LogRejected(record.DocumentKey, record.Callback?.Status, result.Name, result.Message);
        }
        else if (record.Callback?.Status is (int)DocumentStatus.SavingError or (int)DocumentStatus.ForcesaveError)
        {
            LogSavingFailed(record.DocumentKey, record.Callback.Status, result.Name);
        }

        return result;
    }

    [LoggerMessage(1201, LogLevel.Warning, "Callback of document {DocumentKey}, status {Status}: {Outcome}. {Reason}")]
    private partial void LogRejected(string documentKey, int? status, string outcome, string? reason);

    [LoggerMessage(1202, LogLevel.Error, "Callback of document {DocumentKey}, status {Status}: nothing could be stored.")]
    private partial void LogStorage(Exception exception, string documentKey, int? status);

    [LoggerMessage(1203, LogLevel.Error, "Callback of document {DocumentKey} ({Outcome}) could not be recorded: {Failure}.")]
    private partial void LogUnrecorded(string documentKey, string outcome, string failure);

    [LoggerMessage(1204, LogLevel.Warning, "The document editing service could not save document {DocumentKey}, status {Status}: {Outcome}.")]
    private partial void LogSavingFailed(string documentKey, int? status, string outcome);
}
