using System.Text.Json;
using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace FormsHub.Jobs.Submissions;

/// <summary>What a reviewer changes of a submission; null leaves as it is.</summary>
public sealed record SubmissionChange
{
    public ReviewState? Review { get; init; }

    /// <summary>Empty takes the note away.</summary>
    public string? Note { get; init; }

    /// <summary>Into the trash or out of it.</summary>
    public bool? Trashed { get; init; }
}

/// <summary>Writes what reviewers decide, with a line in the audit log.</summary>
public sealed class SubmissionChanges(NpgsqlDataSource database, TimeProvider clock)
{
    /// <param name="actor">Who did it, as the audit log names them.</param>
    /// <returns>false when there is no such submission.</returns>
    public async Task<bool> ApplyAsync(long id, SubmissionChange change, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // The row in submissions first: normalization holds it while it writes the other one, so whoever comes second sees what the first has done.
        if (await WriteAsync(connection, transaction, id, change, actor, cancellationToken) is not { } formId)
        {
            return false;
        }

        if (change.Trashed is { } trashed)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                FormSql.Get("submissions/move_to_trash", formId), new { id, trashed }, transaction, cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<int?> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, SubmissionChange change, string actor, CancellationToken cancellationToken)
    {
        // The note itself stays out of the log: it may name people, and it can be taken away.
        var details = JsonSerializer.Serialize(new { review = change.Review is { } review ? WireNames.Of(review) : null, note = change.Note is not null, trashed = change.Trashed });
        await using var command = new NpgsqlCommand(Sql.Get("submissions/change_submission"), connection, transaction);
        Add("id", NpgsqlDbType.Bigint, id);
        Add("review", NpgsqlDbType.Smallint, (short?)change.Review);
        Add("changesNote", NpgsqlDbType.Boolean, change.Note is not null);
        Add("note", NpgsqlDbType.Text, change.Note is { Length: > 0 } note ? PostgresText.Clean(note) : null);
        Add("trashed", NpgsqlDbType.Boolean, change.Trashed);
        Add("actor", NpgsqlDbType.Text, actor);
        Add("details", NpgsqlDbType.Text, details);
        Add("now", NpgsqlDbType.TimestampTz, clock.GetUtcNow());
        return await command.ExecuteScalarAsync(cancellationToken) as int?;

        void Add(string name, NpgsqlDbType type, object? value) => command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
    }
}
