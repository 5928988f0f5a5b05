using Dapper;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Reports.Paper.Bundles;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>Removes the files of reports whose time has come, and files and folders that belong to nobody because their worker died; forgets old runs.</summary>
internal sealed partial class SweepReports(NpgsqlDataSource database, ReportFiles files, ScratchFolders scratch, TimeProvider clock, ILogger<SweepReports> logger) : IJob
{
    /// <summary>How long one can look up what was asked for, and is told that a link has ended.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        scratch.Sweep();
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var expired = await connection.ExecuteAsync(new(Sql.Get("reports/expire_runs"), new { now }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new(Sql.Get("reports/forget_runs"), new { before = now - Kept }, cancellationToken: cancellationToken));

        // Looked for first, asked about after: a claim is committed before its file is made, so whoever is not known now has no file that counts.
        var all = files.All();
        if (all.Count == 0)
        {
            return;
        }

        var live = (await connection.QueryAsync<Guid>(new(
            Sql.Get("reports/live_claims"), new { claims = all.Select(file => file.Claim).Distinct().ToArray() }, cancellationToken: cancellationToken))).ToHashSet();
        var dead = all.Where(file => !live.Contains(file.Claim)).ToList();
        foreach (var (path, _) in dead)
        {
            File.Delete(path);
        }

        if (dead.Count > 0)
        {
            LogRemoved(dead.Count, expired);
        }
    }

    [LoggerMessage(LogLevel.Information, "Removed {Files} files of reports; {Expired} had been kept for as long as promised.")]
    private partial void LogRemoved(int files, int expired);
}
