using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>
/// Puts commands about open documents into their ledger, in the transaction of the change that leads to them: once that is committed they are
/// sent, whatever dies meanwhile. The nodes that work are told with the commit.
/// </summary>
public static class DocumentCommands
{
    /// <summary>Call just before a form changes: closing it drops who is filling it, another title is shown to whoever has it open.</summary>
    /// <param name="patch">What is about to change.</param>
    public static Task FollowAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, FormPatch patch, CancellationToken cancellationToken) =>
        EnqueueAsync(
            connection, transaction, "commands/follow_form",
            new { formId, patch.Title, patch.State, documentTitle = patch.Title is { } title ? DocumentTitle.Of(title) : null }, cancellationToken);

    /// <summary>Makes viewers of all who have this fill session's document open, for a session or link that is revoked.</summary>
    public static Task DropSessionAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid sessionId, CancellationToken cancellationToken) =>
        EnqueueAsync(connection, transaction, "commands/drop_session", new { sessionId }, cancellationToken);

    private static async Task EnqueueAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string statement, object parameters, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken));

        // PostgreSQL sends it with the commit or never. A node that hears nothing finds the commands on its sweep.
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("jobs/notify"), new { job = nameof(SendCommands) }, transaction, cancellationToken: cancellationToken));
    }
}
