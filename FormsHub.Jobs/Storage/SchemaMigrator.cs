using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Storage;

/// <summary>Brings the database's schema to the state this program is written for: forward only, each migration in its own transaction.</summary>
public sealed partial class SchemaMigrator(NpgsqlDataSource dataSource, ILogger<SchemaMigrator> logger, IReadOnlyList<Migration>? migrations = null)
{
    private readonly IReadOnlyList<Migration> _migrations = migrations ?? Migration.All;

    /// <summary>Applies what is missing. Several nodes may call it at once; they take turns.</summary>
    /// <exception cref="StartupException">The schema is newer than the program, or an applied migration was changed or is missing.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, Sql.Get("schema/lock"), cancellationToken);
        try
        {
            await ExecuteAsync(connection, Sql.Get("schema/create_ledger"), cancellationToken);
            foreach (var migration in _migrations.Skip(await CountAppliedAsync(connection, cancellationToken)))
            {
                await ApplyAsync(connection, migration, cancellationToken);
            }
        }
        finally
        {
            // A dead connection has given the lock back already.
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await ExecuteAsync(connection, Sql.Get("schema/unlock"), CancellationToken.None);
            }
        }
    }

    /// <summary>Whether the schema is exactly the one this program knows.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var applied = await ListAppliedAsync(connection, cancellationToken);
        return applied.Count == _migrations.Count && applied.Zip(_migrations).All(pair => pair.First.Is(pair.Second));
    }

    private async Task<int> CountAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = await ListAppliedAsync(connection, cancellationToken);
        for (var i = 0; i < applied.Count; i++)
        {
            if (i >= _migrations.Count)
            {
                throw new StartupException(
                    $"The database was last used by a newer FormsHub: its schema holds migration {applied[i].Number} ({applied[i].Name}), "
                    + $"and this program knows {_migrations.Count}. Start the newer FormsHub, or restore a backup from before the upgrade. Nothing was changed.",
                    StartupFailure.Schema);
            }

            if (!applied[i].Is(_migrations[i]))
            {
                throw new StartupException(
                    $"The database's schema is not the one this program was written for: migration {applied[i].Number} ({applied[i].Name}) was applied "
                    + $"with another text than {_migrations[i].Title}. Applied migrations are never edited; start the program they came from. Nothing was changed.",
                    StartupFailure.Schema);
            }
        }

        return applied.Count;
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        // If the process dies here, PostgreSQL rolls the whole migration back and the next start applies it again.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, migration.Text, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("schema/record_applied"), new { migration.Number, migration.Name, migration.Sha256 }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        Applied(logger, migration.Title);
    }

    private static async Task<List<AppliedMigration>> ListAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<AppliedMigration>(new CommandDefinition(Sql.Get("schema/list_applied"), cancellationToken: cancellationToken))];

    // Without a time limit: another node may be migrating a large table.
    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Applied migration {Title}.")]
    private static partial void Applied(ILogger logger, string title);

    private sealed record AppliedMigration(int Number, string Name, byte[] Sha256)
    {
        public bool Is(Migration migration) => Number == migration.Number && Name == migration.Name && Sha256.AsSpan().SequenceEqual(migration.Sha256);
    }
}
