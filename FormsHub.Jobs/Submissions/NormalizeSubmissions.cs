using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Dapper;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>
/// Turns the form data of received submissions into typed values, until none is due. A batch is claimed, normalized, written and marked
/// in one transaction: wherever the process dies, its submissions are due again at once, and doing them twice gives the same rows.
/// </summary>
public sealed partial class NormalizeSubmissions(
    NpgsqlDataSource database, NormalizationBatch batches, IOptions<JobsOptions> options, TimeProvider clock, ILogger<NormalizeSubmissions> logger) : IJob
{
    /// <summary>One waits for PostgreSQL while the other reads JSON.</summary>
    private const int BatchesAtOnce = 2;

    private readonly FailedAttempts _failures = new(database, options.Value, clock);

    /// <summary>Throws at its end what kept submissions unsettled: the others have their values by then.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Still due, so that only this run leaves them out: the next one tries again.
        var unsettled = new ConcurrentDictionary<long, Exception>();
        await Task.WhenAll(Enumerable.Range(0, BatchesAtOnce).Select(_ => Task.Run(() => DrainAsync(unsettled, cancellationToken), cancellationToken)));
        if (unsettled.Values.FirstOrDefault() is { } reason)
        {
            ExceptionDispatchInfo.Throw(reason);
        }
    }

    private async Task DrainAsync(ConcurrentDictionary<long, Exception> unsettled, CancellationToken cancellationToken)
    {
        while (await RunBatchAsync(unsettled, cancellationToken) > 0)
        {
        }
    }

    /// <returns>How many submissions were claimed.</returns>
    private async Task<int> RunBatchAsync(ConcurrentDictionary<long, Exception> unsettled, CancellationToken cancellationToken)
    {
        IReadOnlyList<ClaimedSubmission> claimed = [];
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var due = new { now = clock.GetUtcNow(), limit = options.Value.NormalizeBatch, except = unsettled.Keys.ToArray() };
            claimed = NormalizationBatch.FitMemory(await ClaimAsync(connection, transaction, "submissions/claim_due", due, cancellationToken));
            if (claimed.Count > 0)
            {
                await batches.StoreAsync(connection, transaction, claimed, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException && claimed.Count > 0)
        {
            // Nothing of the batch is stored. One by one, only those that cannot be normalized stay behind; a database that is away ends the run.
            foreach (var submission in claimed)
            {
                await RunOneAsync(submission.Id, unsettled, cancellationToken);
            }
        }

        return claimed.Count;
    }

    private async Task RunOneAsync(long id, ConcurrentDictionary<long, Exception> unsettled, CancellationToken cancellationToken)
    {
        ClaimedSubmission? claimed = null;
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            claimed = (await ClaimAsync(connection, transaction, "submissions/claim_one", new { id, now = clock.GetUtcNow() }, cancellationToken)).SingleOrDefault();
            if (claimed is not null)
            {
                await batches.StoreAsync(connection, transaction, [claimed], cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException && claimed is not null)
        {
            if (FailedAttempts.IsOf(exception))
            {
                await CountAsync(claimed, exception, unsettled, cancellationToken);
            }
            else
            {
                unsettled[id] = exception;
            }
        }
    }

    private async Task CountAsync(
        ClaimedSubmission submission, Exception failure, ConcurrentDictionary<long, Exception> unsettled, CancellationToken cancellationToken)
    {
        LogFailed(failure, submission.Id, submission.Attempts + 1);
        try
        {
            await _failures.CountAsync(submission, failure, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotCounted(exception, submission.Id);
            unsettled[submission.Id] = exception;
        }
    }

    private static async Task<IReadOnlyList<ClaimedSubmission>> ClaimAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string statement, object parameters, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<ClaimedSubmission>(
            new CommandDefinition(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken))).AsList();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Submission {SubmissionId} could not be normalized in attempt {Attempt}.")]
    private partial void LogFailed(Exception exception, long submissionId, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "That submission {SubmissionId} could not be normalized was not kept; the next run tries it again.")]
    private partial void LogNotCounted(Exception exception, long submissionId);
}
