using System.Security.Cryptography;
using System.Text;
using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>Links by which a report's file is handed on to people without an account, for a limited time.</summary>
public sealed class ReportLinks(NpgsqlDataSource database, ReportRuns runs, TimeProvider clock)
{
    /// <summary>Most hours of a link; it never outlives its file either.</summary>
    public const int MostHours = 24 * 365;

    private const int TokenLength = 22;

    /// <returns>The token, which is kept nowhere and cannot be had again; null when there is no file to lead to.</returns>
    public async Task<NewReportLink?> MakeAsync(long runId, int hours, string actor, CancellationToken cancellationToken)
    {
        var token = OpaqueToken.New();
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var until = await connection.ExecuteScalarAsync<DateTime?>(new(
            Sql.Get("reports/make_link"), new { runId, tokenSha256 = Hash(token), actor, now, until = now.AddHours(hours) }, cancellationToken: cancellationToken));
        return until is { } end ? new(token, new DateTimeOffset(end)) : null;
    }

    /// <summary>Ends every link to a run's file.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndAsync(long runId, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(Sql.Get("reports/end_links"), new { runId, actor, now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    /// <returns>Null for a link that never was, or was ended by a person: nothing tells the two apart.</returns>
    public async Task<FollowedLink?> FollowAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length != TokenLength)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var link = await connection.QuerySingleOrDefaultAsync<LinkRow>(
            new(Sql.Get("reports/find_link"), new { tokenSha256 = Hash(token) }, cancellationToken: cancellationToken));
        if (link is null)
        {
            return null;
        }

        var run = link.ExpiresAt > now ? await runs.FindAsync(link.RunId, cancellationToken) : null;
        return new(link.Id, run?.HasFileAt(now) == true ? run : null);
    }

    /// <summary>Notes that a link was used.</summary>
    public async Task CountAsync(long linkId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new(Sql.Get("reports/count_download"), new { id = linkId, now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed record LinkRow
    {
        public required long Id { get; init; }
        public required long RunId { get; init; }
        public required DateTimeOffset ExpiresAt { get; init; }
    }
}

/// <summary>A link that was just made.</summary>
/// <param name="Token">The unguessable part of its address.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record NewReportLink(string Token, DateTimeOffset ExpiresAt);

/// <summary>What is behind a link that was given out.</summary>
/// <param name="Id">The link.</param>
/// <param name="Run">Null when its time is over.</param>
public sealed record FollowedLink(long Id, ReportRun? Run);
