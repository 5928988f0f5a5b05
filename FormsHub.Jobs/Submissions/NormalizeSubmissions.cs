using System.Globalization;
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

    private const int LongestError = 1000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, BatchesAtOnce).Select(_ => Task.Run(() => DrainAsync(cancellationToken), cancellationToken)));

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (await RunBatchAsync(cancellationToken) > 0)
        {
        }
    }

    /// <returns>How many submissions were claimed.</returns>
    private async Task<int> RunBatchAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ClaimedSubmission> claimed = [];
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            claimed = await ClaimAsync(connection, transaction, "submissions/claim_due", new { now = clock.GetUtcNow(), limit = options.Value.NormalizeBatch }, cancellationToken);
            claimed = NormalizationBatch.FitMemory(claimed);
            if (claimed.Count > 0)
            {
                await batches.StoreAsync(connection, transaction, claimed, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (IsTheirs(exception) && claimed.Count > 0)
        {
            // Nothing of the batch is stored. One by one, only those that cannot be normalized stay behind.
            foreach (var submission in claimed)
            {
                await RunOneAsync(submission.Id, cancellationToken);
            }
        }

        return claimed.Count;
    }

    private async Task RunOneAsync(long id, CancellationToken cancellationToken)
    {
        ClaimedSubmission? claimed = null;
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            claimed = (await ClaimAsync(connection, transaction, "submissions/claim_one", new { id }, cancellationToken)).SingleOrDefault();
            if (claimed is not null)
            {
                await batches.StoreAsync(connection, transaction, [claimed], cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (IsTheirs(exception) && claimed is not null)
        {
            await GiveBackAsync(claimed, exception, cancellationToken);
        }
    }

    // If the process dies before this is stored, the submission is due at once and merely fails once more than it was counted.
    private async Task GiveBackAsync(ClaimedSubmission submission, Exception exception, CancellationToken cancellationToken)
    {
        var attempts = submission.Attempts + 1;
        var error = Describe(exception);
        LogFailed(exception, submission.Id, attempts);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (attempts < options.Value.MaxAttempts)
        {
            await ExecuteAsync("submissions/mark_retry", new { id = submission.Id, now, pause = PauseAfter(attempts), error });
        }
        else
        {
            // The lists read the form's table: without a row there it would be hidden just when somebody must see it.
            var reason = string.Create(CultureInfo.InvariantCulture, $"Its values could not be made in {attempts} attempts: {error}");
            await NormalizationBatch.StoreEmptyAsync(connection, submission, cancellationToken);
            await ExecuteAsync("submissions/mark_failed", new { id = submission.Id, now, reason, error });
        }

        await transaction.CommitAsync(cancellationToken);

        Task ExecuteAsync(string statement, object parameters) =>
            connection.ExecuteAsync(new CommandDefinition(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken));
    }

    private static async Task<IReadOnlyList<ClaimedSubmission>> ClaimAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string statement, object parameters, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<ClaimedSubmission>(
            new CommandDefinition(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken))).AsList();

    // A database that is away, a deadlock or a stopping node is nobody's fault: the rows stay as they are, and the next sweep takes them.
    private static bool IsTheirs(Exception exception) => exception is not (OperationCanceledException or NpgsqlException { IsTransient: true });

    private static TimeSpan PauseAfter(int attempts) =>
        FirstPause * Math.Min(Math.Pow(2, attempts - 1), LongestPause / FirstPause);

    private static string Describe(Exception exception) =>
        PostgresText.Cut(PostgresText.Clean($"{exception.GetType().Name}: {exception.Message}"), LongestError);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Submission {SubmissionId} could not be normalized in attempt {Attempt}.")]
    private partial void LogFailed(Exception exception, long submissionId, int attempt);
}
