using System.Text.Json;
using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.DocumentServer.Connection;

/// <summary>The checks of the connection: those that run wait here for the Document Server's visit, on whichever node it arrives; the last result stays.</summary>
public sealed class ConnectionChecks(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The check's file is given out this long after its start at most.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <returns>The nonce of the new check, for the address of its file.</returns>
    public async Task<string> BeginAsync(CancellationToken cancellationToken)
    {
        var nonce = OpaqueToken.New();
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(Sql.Get("connection/begin"), new { nonce, now, forgetBefore = now - Kept }, cancellationToken: cancellationToken));
        return nonce;
    }

    /// <summary>The Document Server asks for a check's file.</summary>
    /// <param name="signedAt">By its own clock; null when its token does not say.</param>
    /// <returns>False for a check that does not run (any more).</returns>
    public async Task<bool> NoteFetchAsync(string nonce, TokenState token, DateTimeOffset? signedAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(
            Sql.Get("connection/note_fetch"), new { nonce, now, notBefore = now - Lifetime, token = token.ToString().ToLowerInvariant(), signedAt }, cancellationToken: cancellationToken)) is not null;
    }

    /// <returns>null when it did not come.</returns>
    public async Task<CheckFetch?> FetchAsync(string nonce, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<CheckFetch>(
            new CommandDefinition(Sql.Get("connection/find_fetch"), new { nonce }, cancellationToken: cancellationToken));
    }

    public async Task<ConnectionReport> FinishAsync(string nonce, IReadOnlyList<ConnectionLine> lines, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(lines, ConnectionJson.Default.IReadOnlyListConnectionLine);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var finishedAt = await connection.QueryFirstOrDefaultAsync<DateTime>(
            new CommandDefinition(Sql.Get("connection/finish"), new { nonce, now = clock.GetUtcNow(), lines = json }, cancellationToken: cancellationToken));
        return new ConnectionReport(new DateTimeOffset(finishedAt), lines);
    }

    /// <summary>What the newest check found; without time and lines before the first.</summary>
    public async Task<ConnectionReport> LastAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var last = await connection.QueryFirstOrDefaultAsync<Last>(new CommandDefinition(Sql.Get("connection/find_last"), cancellationToken: cancellationToken));
        return last is null
            ? new ConnectionReport(null, [])
            : new ConnectionReport(last.FinishedAt, JsonSerializer.Deserialize(last.Lines, ConnectionJson.Default.IReadOnlyListConnectionLine) ?? []);
    }

    private sealed record Last
    {
        public required DateTimeOffset FinishedAt { get; init; }
        public required string Lines { get; init; }
    }
}

/// <summary>The Document Server's visit during a check.</summary>
public sealed record CheckFetch
{
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>A <see cref="TokenState"/> in lower case.</summary>
    public required string Token { get; init; }
    public DateTimeOffset? SignedAt { get; init; }
}
