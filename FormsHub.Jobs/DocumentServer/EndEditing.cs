using Dapper;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>Ends the editing of whoever is filling what is shut: a form whose closing time has passed, and whoever came in while their form or link was being shut.</summary>
/// <remarks>
/// That a presence was seen to and the command that follows are one statement: a node that dies has done all of it or nothing, and two nodes do
/// nothing twice. Commands that wait are sent by their own sweep, so the trigger may be lost.
/// </remarks>
public sealed class EndEditing(NpgsqlDataSource database, IJobServer jobs, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var dropped = await connection.QuerySingleAsync<int>(
            new CommandDefinition(Sql.Get("commands/drop_shut"), new { now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
        if (dropped > 0)
        {
            jobs.Trigger<SendCommands>();
        }
    }
}
