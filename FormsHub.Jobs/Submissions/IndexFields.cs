using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>
/// Gives forms that have grown an index on each number, date and choice: filters and sorts of a small form need none, and each costs writing.
/// Built CONCURRENTLY, so nobody waits; if the process dies meanwhile, an invalid index stays behind that the next run replaces.
/// </summary>
public sealed partial class IndexFields(NpgsqlDataSource database, ILogger<IndexFields> logger) : IJob
{
    /// <summary>From about here on scanning the table takes longer than anybody likes to wait.</summary>
    private const int FewestRows = 20_000;

    /// <summary>Building one index of a huge form takes minutes.</summary>
    private const int NoTimeout = 0;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // One builder of all nodes; the others have nothing to add. The lock is the session's and goes with it.
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Get("data/try_lock_indexes"), cancellationToken: cancellationToken)))
        {
            return;
        }

        try
        {
            var missing = await connection.QueryAsync<Missing>(
                new CommandDefinition(Sql.Get("data/list_field_indexes"), new { rows = FewestRows }, cancellationToken: cancellationToken));
            foreach (var ofForm in missing.GroupBy(index => index.FormId))
            {
                foreach (var index in ofForm)
                {
                    await MakeAsync(connection, index, cancellationToken);
                }

                // An index on lower(…) brings statistics of its own; without them the planner takes every choice for a rare one.
                await connection.ExecuteAsync(new CommandDefinition(
                    FormSql.Get("data/analyze_table", ofForm.Key), commandTimeout: NoTimeout, cancellationToken: cancellationToken));
            }
        }
        finally
        {
            await connection.ExecuteAsync(Sql.Get("data/unlock_indexes"));
        }
    }

    private async Task MakeAsync(NpgsqlConnection connection, Missing index, CancellationToken cancellationToken)
    {
        if (index.IsBroken)
        {
            await RunAsync("data/drop_field_index");
        }

        await RunAsync(index.ColumnKind == "choice" ? "data/create_choice_index" : "data/create_value_index");
        LogIndexed(index.FormId, index.FieldId);

        Task RunAsync(string statement) => connection.ExecuteAsync(new CommandDefinition(
            FormSql.Get(statement, index.FormId, index.FieldId), commandTimeout: NoTimeout, cancellationToken: cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Form {FormId} has grown: field {FieldId} has an index now.")]
    private partial void LogIndexed(int formId, int fieldId);

    private sealed record Missing
    {
        public required int FormId { get; init; }
        public required int FieldId { get; init; }
        public required string ColumnKind { get; init; }
        public required bool IsBroken { get; init; }
    }
}
