using System.Buffers.Text;
using System.Security.Cryptography;
using Dapper;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Reporting;

/// <summary>The account <c>formshub_reader</c> of the database server, with which programs read the reporting views and nothing else.</summary>
public sealed partial class ReaderAccount(NpgsqlDataSource database, TimeProvider clock, ILogger<ReaderAccount> logger)
{
    public const string Name = "formshub_reader";

    /// <summary>Roles belong to the whole server: another database's FormsHub may change them in the same moment.</summary>
    private const int MostTries = 5;

    private const string TupleConcurrentlyUpdated = "XX000";

    public async Task<ReaderState> StateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await StateAsync(connection, cancellationToken);
    }

    /// <summary>
    /// Makes the account where it is missing, without a password, and keeps it within its limits. What FormsHub's own account may not do is left to an
    /// administrator of the server. Each step may run again.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var state = await StateAsync(connection, cancellationToken);
        if (!state.Exists && state.MayMakeRoles && await TryAsync(connection, "reporting/create_reader", cancellationToken) == ReaderChange.Done)
        {
            state = await StateAsync(connection, cancellationToken);
        }

        if (!state.Exists)
        {
            return;
        }

        if (!state.SeesViews)
        {
            await TryAsync(connection, "reporting/show_views", cancellationToken);
        }

        if (state is { IsLimited: false, MayMakeRoles: true })
        {
            await TryAsync(connection, "reporting/limit_reader", cancellationToken);
        }

        if (state.IsToBeShutOut)
        {
            await TryAsync(connection, "reporting/shut_out", cancellationToken);
        }
    }

    /// <summary>Lets programs sign in with a new password; those that are connected with the old one are cut off.</summary>
    /// <param name="actor">Who did it, by name.</param>
    /// <param name="seen">The number of changes that the person saw.</param>
    /// <returns>The password, which is shown once and kept nowhere; null when it was not changed.</returns>
    public async Task<(ReaderChange Outcome, string? Password)> LetInAsync(string actor, int seen, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var statement = Sql.Get("reporting/let_in").Replace("{verifier}", ScramVerifier.Of(password), StringComparison.Ordinal);
        var outcome = await ChangeAsync(statement, actor, "gave a password to the reading account", seen, cancellationToken);
        return (outcome, outcome == ReaderChange.Done ? password : null);
    }

    /// <summary>Lets nobody sign in any more and ends what is open.</summary>
    public Task<ReaderChange> LockOutAsync(string actor, int seen, CancellationToken cancellationToken) =>
        ChangeAsync(Sql.Get("reporting/lock_out"), actor, "switched the reading account off", seen, cancellationToken);

    private async Task<ReaderChange> ChangeAsync(string statement, string actor, string action, int seen, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            try
            {
                var noted = await connection.ExecuteScalarAsync<int?>(new CommandDefinition(
                    Sql.Get("reporting/note_access"), new { actor, action, seen, now = clock.GetUtcNow() }, transaction, cancellationToken: cancellationToken));
                if (noted is null)
                {
                    return ReaderChange.ChangedMeanwhile;
                }

                await connection.ExecuteAsync(new CommandDefinition(statement, transaction: transaction, cancellationToken: cancellationToken));
                await transaction.CommitAsync(cancellationToken);

                // If the process dies here the change holds, and who is connected stays so until they leave.
                await TryAsync(connection, "reporting/end_sessions", cancellationToken);
                return ReaderChange.Done;
            }
            catch (PostgresException exception) when (exception.SqlState == TupleConcurrentlyUpdated && attempt < MostTries)
            {
                await transaction.RollbackAsync(cancellationToken);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedObject)
            {
                return ReaderChange.NotAllowed;
            }
        }
    }

    private async Task<ReaderChange> TryAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(Sql.Get("reporting/lock_reader"), transaction: transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(Sql.Get(statement), transaction: transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return ReaderChange.Done;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Another node, or another database's FormsHub, was first.
            return ReaderChange.Done;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InsufficientPrivilege or TupleConcurrentlyUpdated)
        {
            // The next sweep tries again; the page says what is missing.
            LogNotDone(statement, exception.MessageText);
            return ReaderChange.NotAllowed;
        }
    }

    private static Task<ReaderState> StateAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<ReaderState>(new CommandDefinition(Sql.Get("reporting/describe_reader"), cancellationToken: cancellationToken));

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Statement} was not done: {Reason}")]
    private partial void LogNotDone(string statement, string reason);
}

/// <summary>What came of a change to the reading account.</summary>
public enum ReaderChange
{
    Done,

    /// <summary>FormsHub's own account may not change roles on this server, or not this one.</summary>
    NotAllowed,

    /// <summary>Somebody else changed it since the page was shown.</summary>
    ChangedMeanwhile,
}
