using FormsHub.Jobs.Reports.Formats;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>Says once a second how far a report is, and ends its making when nobody wants it from this worker any more.</summary>
internal sealed class ReportPulse : IReportProgress, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly ReportLedger _ledger;
    private readonly ClaimedReport _run;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _making;
    private readonly Task _beating;
    private long _done;
    private long _total = -1;

    public ReportPulse(ReportLedger ledger, ClaimedReport run, CancellationToken stopping)
    {
        (_ledger, _run) = (ledger, run);
        _making = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _beating = Task.Run(BeatAsync, CancellationToken.None);
    }

    /// <summary>Ends when the node stops, and when the run is not this worker's any more.</summary>
    public CancellationToken Making => _making.Token;

    /// <summary>Somebody cancelled the run or it is another worker's, or the database could not be asked: this worker marks nothing.</summary>
    public bool IsLost { get; private set; }

    public void Total(long submissions) => Volatile.Write(ref _total, submissions);

    public void Done(long submissions) => Volatile.Write(ref _done, submissions);

    /// <summary>No beat comes after this: the ledger's connection is the caller's again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beating;
        _ended.Dispose();
        _making.Dispose();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                var total = Volatile.Read(ref _total);
                if (!await _ledger.BeatAsync(_run, Volatile.Read(ref _done), total < 0 ? null : total, CancellationToken.None))
                {
                    await LoseAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or InvalidOperationException or TimeoutException)
        {
            // The connection is gone, and with it the worker's lock: the run is free for whoever comes first.
            await LoseAsync();
        }
    }

    private Task LoseAsync()
    {
        IsLost = true;
        return _making.CancelAsync();
    }
}
