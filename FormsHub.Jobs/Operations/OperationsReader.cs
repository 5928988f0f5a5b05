using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Operations;

/// <summary>What an administrator asks about the machinery: what waits, what failed and why, and how the database is.</summary>
public sealed class OperationsReader(NpgsqlDataSource database, TimeProvider time)
{
    public async Task<WorkCount> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstAsync<WorkCount>(Command("operations/count_work", null, cancellationToken));
    }

    public Task<IReadOnlyList<WorkItem>> FailedAsync(int limit, CancellationToken cancellationToken) =>
        ListAsync("operations/list_failed", limit, cancellationToken);

    public Task<IReadOnlyList<WorkItem>> WaitingAsync(int limit, CancellationToken cancellationToken) =>
        ListAsync("operations/list_waiting", limit, cancellationToken);

    public async Task<DatabaseFacts> DatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstAsync<DatabaseFacts>(Command("operations/describe_database", null, cancellationToken));
    }

    /// <summary>Gives a stopped submission its attempts back; the next run of the job, or its sweep, takes it up.</summary>
    /// <param name="id">Null: all that have failed.</param>
    /// <returns>How many run again.</returns>
    public async Task<int> RunAgainAsync(long? id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(Command("operations/run_again", new { id, now = time.GetUtcNow() }, cancellationToken));
    }

    private async Task<IReadOnlyList<WorkItem>> ListAsync(string statement, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<WorkItem>(Command(statement, new { limit }, cancellationToken))).AsList();
    }

    private static CommandDefinition Command(string name, object? parameters, CancellationToken cancellationToken) =>
        new(Sql.Get(name), parameters, cancellationToken: cancellationToken);
}

/// <summary>How much work waits and how much has failed; each is counted to 10,000 at most.</summary>
public sealed record WorkCount
{
    public int Waiting { get; init; }

    /// <summary>Those of the waiting that failed at least once and will be tried again.</summary>
    public int Retrying { get; init; }

    /// <summary>Stopped until a person runs them again.</summary>
    public int Failed { get; init; }

    /// <summary>Commands to the Document Server that stopped until a person runs them again.</summary>
    public int CommandsFailed { get; init; }

    /// <summary>Documents that the Document Server keeps and FormsHub could not fetch yet.</summary>
    public int FilesKept { get; init; }

    /// <summary>Everything that a person should see to.</summary>
    public int Troubles => Failed + CommandsFailed + FilesKept;
    public DateTimeOffset? OldestWaiting { get; init; }
}

/// <summary>A submission on its way to values, or stopped on it.</summary>
public sealed record WorkItem
{
    public required long Id { get; init; }
    public required int FormId { get; init; }
    public required string FormTitle { get; init; }
    public required int Number { get; init; }
    public DateTimeOffset SubmittedAt { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>For a person.</summary>
    public string? Reason { get; init; }

    /// <summary>For who mends it.</summary>
    public string? LastError { get; init; }
}

/// <summary>How the database is.</summary>
public sealed record DatabaseFacts
{
    public required string Version { get; init; }

    /// <summary>Bytes of this database on its disk.</summary>
    public long Size { get; init; }
    public DateTimeOffset Now { get; init; }
    public int Connections { get; init; }

    /// <summary>Bytes of all stored documents, form data and pictures.</summary>
    public long BlobBytes { get; init; }
    public long Blobs { get; init; }
}
