using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>
/// Gives forms that have grown an index on each number, date, choice and text: filters and sorts of a small form need none, and each costs writing.
/// Built CONCURRENTLY, so nobody waits; if the process dies meanwhile, an invalid index stays behind that the next run replaces.
/// </summary>
public sealed partial class IndexFields(NpgsqlDataSource database, ILogger<IndexFields> logger) : IJob
{
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
                new CommandDefinition(Sql.Get("data/list_field_indexes"), new { rows = SearchNarrowing.LargeForm }, cancellationToken: cancellationToken));
            foreach (var ofForm in missing.GroupBy(index => index.FormId))
            {
                foreach (var index in ofForm)
                {
                    await MakeAsync(connection, index, cancellationToken);
                }

                // Expressions have no statistics before. If the process dies before this, the next run finds the choices without theirs.
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

        switch (index.ColumnKind)
        {
            case "choice":
                await RunAsync("data/create_choice_index");
                await RunAsync("data/create_choice_statistics");
                break;
            case "text":
                await RunAsync("data/create_text_index");
                break;
            default:
                await RunAsync("data/create_value_index");
                break;
        }

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
