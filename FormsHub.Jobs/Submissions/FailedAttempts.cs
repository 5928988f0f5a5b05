using System.Globalization;
using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Keeps that a submission could not be normalized: it comes back after a pause, or stays failed when its attempts are used up.</summary>
internal sealed class FailedAttempts(NpgsqlDataSource database, JobsOptions options, TimeProvider clock)
{
    private const int LongestError = 1000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Whether the submission is to blame. A database that is away, a deadlock or a stopping node is nobody's fault and costs no attempt.</summary>
    public static bool IsOf(Exception failure) => failure is not (
        OperationCanceledException or NpgsqlException { IsTransient: true }
        or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown });

    // The failed attempt's transaction has ended, so the submission is free: whoever else has tried it meanwhile has counted the failure,
    // made its values or holds it, and then nothing is left to count here. If the process dies before this is stored, it is due at once and
    // merely fails once more than was counted.
    public async Task CountAsync(ClaimedSubmission submission, Exception failure, CancellationToken cancellationToken)
    {
        var (id, attempts, now) = (submission.Id, submission.Attempts, clock.GetUtcNow());
        var error = PostgresText.Cut(PostgresText.Clean($"{failure.GetType().Name}: {failure.Message}"), LongestError);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (attempts + 1 < options.MaxAttempts)
        {
            var again = new { id, attempts, now, pause = PauseAfter(attempts + 1), error };
            await connection.ExecuteAsync(Command("submissions/mark_retry", again));
        }
        else
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"Its values could not be made in {attempts + 1} attempts: {error}");
            if (await connection.ExecuteAsync(Command("submissions/mark_failed", new { id, attempts, now, reason, error })) > 0)
            {
                // The lists read the form's table: without a row there it would be hidden just when somebody must see it.
                await connection.ExecuteAsync(new CommandDefinition(
                    FormSql.Get("data/insert_empty_row", submission.FormId), new { id }, transaction, cancellationToken: cancellationToken));
            }
        }

        await transaction.CommitAsync(cancellationToken);

        CommandDefinition Command(string statement, object parameters) => new(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken);
    }

    private static TimeSpan PauseAfter(int attempts) => FirstPause * Math.Min(Math.Pow(2, attempts - 1), LongestPause / FirstPause);
}
