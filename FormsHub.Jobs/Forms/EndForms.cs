using Dapper;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>Ends the editing in forms whose closing time has passed, as closing by hand does.</summary>
/// <remarks>
/// That a closing time was seen to and the commands that follow are one statement: a node that dies has done all of it or nothing, and two nodes
/// never do it twice. Commands that wait are sent by their own sweep, so the trigger may be lost.
/// </remarks>
public sealed class EndForms(NpgsqlDataSource database, IJobServer jobs, TimeProvider clock) : IJob
{
    private const int AtOnce = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        for (var more = true; more;)
        {
            var ended = await connection.QuerySingleAsync<int>(new CommandDefinition(
                Sql.Get("forms/end_due"), new { now = clock.GetUtcNow(), limit = AtOnce }, cancellationToken: cancellationToken));
            if (ended > 0)
            {
                jobs.Trigger<SendCommands>();
            }

            more = ended == AtOnce;
        }
    }
}
