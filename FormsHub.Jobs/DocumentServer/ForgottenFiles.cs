using Dapper;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>Documents that the Document Server kept because nobody took their final save, for people who look after them.</summary>
public sealed class ForgottenFiles(NpgsqlDataSource database, IJobServer jobs, TimeProvider clock)
{
    /// <summary>Those that wait, then those that were stored lately.</summary>
    public async Task<IReadOnlyList<ForgottenFile>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ForgottenFile>(
            new CommandDefinition(Sql.Get("forgotten/list"), new { limit }, cancellationToken: cancellationToken))).AsList();
    }

    /// <returns>null before the first look.</returns>
    public async Task<ForgottenLook?> LastLookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<ForgottenLook>(
            new CommandDefinition(Sql.Get("forgotten/find_look"), cancellationToken: cancellationToken));
    }

    /// <summary>Looks again now, at what waits for its next attempt too.</summary>
    public async Task RunNowAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(Sql.Get("forgotten/run_now"), new { now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
        jobs.Trigger<StoreForgottenFiles>();
    }
}

/// <summary>One of them.</summary>
public sealed record ForgottenFile
{
    public required string DocumentKey { get; init; }
    public required int FormId { get; init; }
    public required string FormTitle { get; init; }
    public Guid? FillSessionId { get; init; }

    /// <summary>found (the Document Server keeps it), stored (it is here too), deleted (it is only here) or gone (it left the Document Server without us).</summary>
    public required string State { get; init; }
    public DateTimeOffset FoundAt { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset NextAttemptAt { get; init; }
    public string? LastError { get; init; }

    /// <summary>When the Document Server stopped keeping it; null while it does.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}

/// <summary>What the last look at the Document Server's list came to.</summary>
public sealed record ForgottenLook
{
    public DateTimeOffset LookedAt { get; init; }

    /// <summary>Files of our documents that were on it.</summary>
    public int Ours { get; init; }

    /// <summary>Files of other programs; they were left alone.</summary>
    public int Others { get; init; }

    /// <summary>Why it could not be read; null when it could.</summary>
    public string? Error { get; init; }
}
