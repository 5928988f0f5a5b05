using System.Diagnostics;
using System.Globalization;
using Dapper;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>The typed table of a form, <c>data.f&lt;form id&gt;</c>: made and widened here and nowhere else.</summary>
public sealed partial class TypedTable(NpgsqlDataSource database, TimeProvider clock, ILogger<TypedTable> logger)
{
    /// <summary>How long publishing waits for a reader to let go of the table before the columns stay pending.</summary>
    public static readonly TimeSpan PublishPatience = TimeSpan.FromSeconds(5);

    /// <summary>PostgreSQL allows 1,600 columns; beyond this many fields a form is refused.</summary>
    public const int MostFields = 1000;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    public static string TableName(int formId) => string.Create(CultureInfo.InvariantCulture, $"data.f{formId}");

    internal static async Task CreateAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, CancellationToken cancellationToken)
    {
        foreach (var statement in (string[])["data/create_table", "data/create_time_index", "data/create_search_index"])
        {
            await connection.ExecuteAsync(new CommandDefinition(FormSql.Get(statement, formId), transaction: transaction, cancellationToken: cancellationToken));
        }
    }

    /// <summary>Adds the columns of all fields that have none yet and marks them ready, as part of the caller's transaction.</summary>
    internal static async Task AddColumnsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, CancellationToken cancellationToken)
    {
        var pending = (await connection.QueryAsync<PendingColumn>(new CommandDefinition(
            Sql.Get("forms/list_pending_columns"), new { formId }, transaction, cancellationToken: cancellationToken))).AsList();
        if (pending.Count > 0)
        {
            var additions = string.Join(", ", pending.Select(column => string.Create(
                CultureInfo.InvariantCulture, $"ADD COLUMN IF NOT EXISTS f{column.Id} {SqlType(Enum.Parse<ColumnKind>(column.ColumnKind, ignoreCase: true))}")));
            var alteration = FormSql.Get("data/add_columns", formId).Replace("{additions}", additions, StringComparison.Ordinal);
            await connection.ExecuteAsync(new CommandDefinition(alteration, transaction: transaction, cancellationToken: cancellationToken));
            var fieldIds = pending.Select(column => column.Id).ToArray();
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Get("forms/mark_columns_ready"), new { fieldIds }, transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Get("forms/renormalize_waiting"), new { fieldIds }, transaction, cancellationToken: cancellationToken));
        }

        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("forms/settle_versions"), new { formId }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Adds missing columns in a transaction of its own, trying again while a reader holds the table.</summary>
    /// <param name="patience">How long to try; one attempt at least.</param>
    /// <returns>False when the columns are still pending.</returns>
    public async Task<bool> WidenAsync(int formId, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await connection.ExecuteAsync(new CommandDefinition(Sql.Get("data/set_lock_timeout"), transaction: transaction, cancellationToken: cancellationToken));
                await AddColumnsAsync(connection, transaction, formId, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return true;
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                if (clock.GetElapsedTime(started) + RetryPause > patience)
                {
                    LogColumnsPending(formId);
                    return false;
                }

                await Task.Delay(RetryPause, clock, cancellationToken);
            }
        }
    }

    /// <summary>The forms that have fields without a column.</summary>
    public async Task<IReadOnlyList<int>> PendingFormsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var pending = await connection.QueryAsync<PendingColumn>(
            new CommandDefinition(Sql.Get("forms/list_pending_columns"), new { formId = (int?)null }, cancellationToken: cancellationToken));
        return [.. pending.Select(column => column.FormId).Distinct()];
    }

    private static string SqlType(ColumnKind kind) => kind switch
    {
        ColumnKind.Text or ColumnKind.Choice => "text",
        ColumnKind.Number => "numeric",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.Blob => "bytea",
        _ => throw new UnreachableException($"No column type for {kind}."),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The table of form {FormId} is held by a reader; its new columns are pending.")]
    private partial void LogColumnsPending(int formId);

    private sealed record PendingColumn
    {
        public required int Id { get; init; }
        public required int FormId { get; init; }
        public required string ColumnKind { get; init; }
    }
}
