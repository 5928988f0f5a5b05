using FormsHub.Jobs.Forms;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Reports.Formats;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>
/// Makes the reports that wait, one at a time a node unless the settings say more, until none is due. A claim is committed before the first byte is written
/// and lasts as long as its worker's connection: wherever the process dies, the run is free again at once and begins anew about the same submissions.
/// </summary>
public sealed partial class MakeReports(
    NpgsqlDataSource database,
    FormCatalog catalog,
    ReportFormats formats,
    ReportWriter writer,
    ReportFiles files,
    IOptions<ReportsOptions> options,
    TimeProvider clock,
    ILogger<MakeReports> logger) : IJob
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>What a stopping node may take to give a run back.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    private int _making;

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.AtOnce).Select(_ => Task.Run(() => DrainAsync(cancellationToken), cancellationToken)));

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        ReportLedger? ledger = null;
        try
        {
            while (true)
            {
                ledger ??= await ReportLedger.OpenAsync(database, options, clock, cancellationToken);
                if (await ledger.ClaimAsync(cancellationToken) is { } run)
                {
                    if (!await MakeAsync(ledger, run, cancellationToken))
                    {
                        // The connection may be what broke: the next run gets a fresh one.
                        await ledger.DisposeAsync();
                        ledger = null;
                    }
                }
                else if (Volatile.Read(ref _making) > 0)
                {
                    // This job does not start a second time while the others work, so this worker stays for what comes meanwhile.
                    await Task.Delay(LookAgain, cancellationToken);
                }
                else
                {
                    return;
                }
            }
        }
        finally
        {
            if (ledger is not null)
            {
                await ledger.DisposeAsync();
            }
        }
    }

    /// <returns>Whether the ledger's connection is known to be well.</returns>
    private async Task<bool> MakeAsync(ReportLedger ledger, ClaimedReport run, CancellationToken stopping)
    {
        Interlocked.Increment(ref _making);
        try
        {
            if (run.Attempts > options.Value.Attempts)
            {
                return await UndoneAsync(ledger, run, ReportFailure.Interrupted);
            }

            await TidyAsync(ledger, run, stopping);
            var pulse = new ReportPulse(ledger, run, stopping);
            Made? made = null;
            Exception? failure = null;
            try
            {
                made = await WriteAsync(run, pulse);
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            await pulse.DisposeAsync();
            return await EndAsync(ledger, run, made, failure, pulse.IsLost, stopping);
        }
        finally
        {
            Interlocked.Decrement(ref _making);
        }
    }

    private async Task<bool> EndAsync(ReportLedger ledger, ClaimedReport run, Made? made, Exception? failure, bool isLost, CancellationToken stopping)
    {
        if (isLost)
        {
            // Cancelled, or somebody else's, who may have finished it by now: only what this worker wrote is nobody's.
            files.Delete(run.Id, run.Claim);
            LogLost(run.Id);
            return false;
        }

        if (failure is OperationCanceledException && stopping.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(LastWords);
            await ledger.GiveBackAsync(run, limit.Token);
            LogGivenBack(run.Id);
            stopping.ThrowIfCancellationRequested();
        }

        if (made is null || failure is not null)
        {
            return await UndoneAsync(ledger, run, failure is RefusedException refused ? refused.Failure : ReportFailure.Of(failure!), failure);
        }

        // Before this commit the file is nobody's and swept; after it, people have it.
        if (await ledger.MarkDoneAsync(run, made.Rows, made.Size, made.Sha256, CancellationToken.None))
        {
            LogMade(run.Id, run.FormId, run.Format, made.Rows, made.Size);
            return true;
        }

        // Cancelled or taken over in the last second.
        files.Delete(run.Id, run.Claim);
        return true;
    }

    /// <summary>Removes what dead workers left of the run. Looked for first, asked about after: a worker that slept here too long keeps what its successor made.</summary>
    private async Task TidyAsync(ReportLedger ledger, ClaimedReport run, CancellationToken cancellationToken)
    {
        var left = files.ClaimsOf(run.Id);
        if (left.Count == 0)
        {
            return;
        }

        var live = await ledger.LiveAsync(left, cancellationToken);
        foreach (var claim in left.Where(claim => !live.Contains(claim)))
        {
            files.Delete(run.Id, claim);
        }
    }

    private async Task<bool> UndoneAsync(ReportLedger ledger, ClaimedReport run, ReportFailure failure, Exception? reason = null)
    {
        LogNotMade(reason is RefusedException or ReportObstacleException ? null : reason, run.Id, run.FormId, run.Format, run.Attempts);
        await ledger.MarkUndoneAsync(run, failure.Sentence, failure.IsHopeless, CancellationToken.None);
        return true;
    }

    private async Task<Made> WriteAsync(ClaimedReport run, ReportPulse pulse)
    {
        var cancellationToken = pulse.Making;
        if (formats.Find(run.Format) is not { } format)
        {
            throw new RefusedException(ReportFailure.UnknownFormat(run.Format));
        }

        if (await catalog.GetAsync(run.FormId, cancellationToken) is not { } form)
        {
            throw new RefusedException(ReportFailure.NoForm);
        }

        var fields = await catalog.FieldsAsync(run.FormId, cancellationToken);
        var (parsed, problems) = ReportRequestParser.Parse(form, fields, format, RequestPairs.Read(run.Pairs), run.RequestedBy, run.RequestedAt);
        if (parsed is null)
        {
            throw new RefusedException(ReportFailure.Misunderstood(string.Join(' ', problems.Select(problem => problem.Reason))));
        }

        var request = parsed with { IsKept = true, Query = parsed.Query with { HighestId = run.HighestId } };
        var rows = 0L;
        var (size, sha256) = await files.WriteAsync(
            run.Id, run.Claim, run.Format, async target => rows = await writer.WriteAsync(format, request, target, pulse, cancellationToken), cancellationToken);
        return new(rows, size, sha256);
    }

    [LoggerMessage(LogLevel.Information, "Made report {Run} of form {FormId} as {Format}: {Rows} submissions, {Bytes} bytes.")]
    private partial void LogMade(long run, int formId, string format, long rows, long bytes);

    [LoggerMessage(LogLevel.Warning, "Report {Run} of form {FormId} as {Format} was not made at attempt {Attempt}.")]
    private partial void LogNotMade(Exception? reason, long run, int formId, string format, int attempt);

    [LoggerMessage(LogLevel.Information, "Report {Run} was cancelled or taken over; its making ended.")]
    private partial void LogLost(long run);

    [LoggerMessage(LogLevel.Information, "Report {Run} waits for the next start.")]
    private partial void LogGivenBack(long run);

    /// <summary>A file that is whole and durable.</summary>
    private sealed record Made(long Rows, long Size, byte[] Sha256);

    /// <summary>Nothing broke; the file just cannot be made.</summary>
    private sealed class RefusedException(ReportFailure failure) : Exception(failure.Sentence)
    {
        public ReportFailure Failure => failure;
    }
}
