using Dapper;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>The reports as a worker sees them: claim, beat, and one of the ends. Each is one statement that does nothing for a claim that was lost.</summary>
internal sealed class ReportLedger(NpgsqlConnection connection, int worker, IOptions<ReportsOptions> options, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>A worker that has not said so for this long does not live; usually its connection tells sooner.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    /// <summary>A connection of its own, which holds the worker's lock as long as both live.</summary>
    public static async Task<ReportLedger> OpenAsync(NpgsqlDataSource database, IOptions<ReportsOptions> options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            while (true)
            {
                // Somebody else's number is tried again with another one: two workers of one number would each keep the other's claims alive.
                var worker = Random.Shared.Next(1, int.MaxValue);
                if (await connection.ExecuteScalarAsync<bool>(new(Sql.Get("reports/hold"), new { worker }, cancellationToken: cancellationToken)))
                {
                    return new(connection, worker, options, clock);
                }
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <returns>Null when nothing is due.</returns>
    public Task<ClaimedReport?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return connection.QuerySingleOrDefaultAsync<ClaimedReport?>(
            new(Sql.Get("reports/claim"), new { now, until = now + Lease, worker, claim = Guid.NewGuid() }, cancellationToken: cancellationToken));
    }

    /// <returns>Whether the run is still this worker's.</returns>
    public Task<bool> BeatAsync(ClaimedReport run, long done, long? total, CancellationToken cancellationToken) =>
        MarkAsync("reports/beat", new { run.Id, run.Claim, done, total, until = clock.GetUtcNow() + Lease }, cancellationToken);

    public Task<bool> MarkDoneAsync(ClaimedReport run, long rows, long size, byte[] sha256, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return MarkAsync("reports/mark_done", new { run.Id, run.Claim, done = rows, size, sha256, now, expiresAt = now.AddDays(options.Value.KeptDays) }, cancellationToken);
    }

    /// <param name="run">Which.</param>
    /// <param name="error">What went wrong, in a sentence for people.</param>
    /// <param name="isHopeless">Trying again cannot help.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public Task<bool> MarkUndoneAsync(ClaimedReport run, string error, bool isHopeless, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var stops = isHopeless || run.Attempts >= options.Value.Attempts;
        return MarkAsync(
            "reports/mark_undone", new { run.Id, run.Claim, error, stops, now, nextAttemptAt = now + (FirstPause * Math.Pow(2, Math.Clamp(run.Attempts - 1, 0, 10))) }, cancellationToken);
    }

    public Task<bool> GiveBackAsync(ClaimedReport run, CancellationToken cancellationToken) => MarkAsync("reports/give_back", new { run.Id, run.Claim }, cancellationToken);

    /// <returns>Those of the claims whose files belong to somebody.</returns>
    public async Task<IReadOnlySet<Guid>> LiveAsync(IEnumerable<Guid> claims, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Guid>(new(Sql.Get("reports/live_claims"), new { claims = claims.ToArray() }, cancellationToken: cancellationToken))).ToHashSet();

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<bool> MarkAsync(string statement, object parameters, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new(Sql.Get(statement), parameters, cancellationToken: cancellationToken)) == 1;
}

/// <summary>A report that this worker makes now.</summary>
internal sealed record ClaimedReport
{
    public required long Id { get; init; }
    public required int FormId { get; init; }
    public required string Format { get; init; }
    public required string Pairs { get; init; }
    public required long HighestId { get; init; }
    public required string RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>This one counted.</summary>
    public required int Attempts { get; init; }
    public required Guid Claim { get; init; }
}
