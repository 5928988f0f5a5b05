using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hangfire;
using Microsoft.Extensions.Logging;

namespace FormsHub.Jobs.JobServer;

/// <summary>Hangfire as the job server, compiled with <c>-p:JobServer=Hangfire</c>: requests are enqueued, sweeps are recurring jobs.</summary>
internal sealed partial class HangfireJobServer(IBackgroundJobClientV2 client, TimeProvider clock, ILogger<HangfireJobServer> logger) : IJobServer, IJobStarter
{
    /// <summary>Requests for one job within this time become one enqueued job: a row of Hangfire's costs more than a look into a ledger.</summary>
    private static readonly TimeSpan Fold = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);

    public void Trigger<TJob>() where TJob : IJob => Start(typeof(TJob).Name);

    public void Start(string name)
    {
        if (_waiting.TryAdd(name, true))
        {
            _ = Task.Run(() => EnqueueAsync(name));
        }
    }

    private async Task EnqueueAsync(string name)
    {
        await Task.Delay(Fold, clock);
        // Requests from here on lead to another job: any node may take this one at once and look into the ledger before they are made.
        _waiting.TryRemove(name, out _);
        try
        {
            client.Enqueue<HangfireJob>(job => job.RunAsync(name, CancellationToken.None));
        }
        catch (BackgroundJobClientException exception)
        {
            // The database is away: the recurring job does it when it is back.
            LogNotEnqueued(exception, name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} was not enqueued; its sweep will run it.")]
    private partial void LogNotEnqueued(Exception exception, string job);
}

/// <summary>What Hangfire runs: one of our jobs by name, never twice at once on this node. Trying again is the ledgers' affair, not Hangfire's.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class HangfireJob(JobRunner runner)
{
    private readonly ConcurrentDictionary<string, StrongBox<int>> _asked = new(StringComparer.Ordinal);

    /// <summary>Returns at once when the job runs already: that run is followed by another one, and no worker waits for it.</summary>
    /// <param name="name">A name of the <see cref="JobCatalog"/>.</param>
    /// <param name="cancellationToken">Hangfire puts its own in: the node stops.</param>
    [JobDisplayName("{0}")]
    public async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        var asked = _asked.GetOrAdd(name, static _ => new StrongBox<int>());
        if (Interlocked.Increment(ref asked.Value) > 1)
        {
            return;
        }

        int answered;
        do
        {
            answered = Volatile.Read(ref asked.Value);
            await runner.RunAsync(name, cancellationToken);
        }
        while (Interlocked.Add(ref asked.Value, -answered) > 0);
    }
}
