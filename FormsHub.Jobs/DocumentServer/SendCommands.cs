using Dapper;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>Sends the commands that wait, a few at a time, until none is due. While the Document Server is away it holds its worker for one round only.</summary>
public sealed class SendCommands(CommandSender sender, NpgsqlDataSource database, TimeProvider clock) : IJob
{
    private const int AtOnce = 4;

    /// <summary>How long one can look up what was asked.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sent = false;
        while (await sender.SendDueAsync(null, AtOnce, cancellationToken) is { Count: > 0 } outcomes)
        {
            sent = true;
            if (outcomes.Contains(CommandOutcome.NoAnswer))
            {
                break;
            }
        }

        if (sent)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(
                new CommandDefinition(Sql.Get("commands/forget_done"), new { before = clock.GetUtcNow() - Kept }, cancellationToken: cancellationToken));
        }
    }
}
