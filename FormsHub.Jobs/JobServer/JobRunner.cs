using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FormsHub.Jobs.JobServer;

/// <summary>Runs jobs of the catalog on this node, folds the requests for them, and remembers how the last run went.</summary>
public sealed partial class JobRunner(JobCatalog catalog, IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> logger)
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JobStatus> _statuses = new(StringComparer.Ordinal);

    /// <summary>How each job's last run on this node went, by name.</summary>
    public IReadOnlyList<JobStatus> Statuses =>
        [.. catalog.Jobs.Select(job => _statuses.GetValueOrDefault(job.Name) ?? new JobStatus(job.Name)).OrderBy(status => status.Name, StringComparer.Ordinal)];

    /// <returns>True for the first request since the job last started; the others are answered by the run it leads to.</returns>
    public bool Ask(string name) => _asked.TryAdd(name, true);

    /// <summary>Runs a job to its end. Its failure is logged and remembered, not thrown: the next sweep tries again.</summary>
    public async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        // Requests from here on lead to another run: what they are about may come after this run has looked.
        _asked.TryRemove(name, out _);
        if (catalog.Find(name) is not { } entry)
        {
            return;
        }

        var started = clock.GetUtcNow();
        var status = _statuses.GetValueOrDefault(name) ?? new JobStatus(name);
        _statuses[name] = status = status with { RunningSince = started };
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((IJob)scope.ServiceProvider.GetRequiredService(entry.Type)).RunAsync(cancellationToken);
            _statuses[name] = status with { RunningSince = null, LastEnd = clock.GetUtcNow(), LastError = null };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops; what was claimed is free again with its transaction.
            _statuses[name] = status with { RunningSince = null };
        }
        catch (Exception exception)
        {
            LogFailed(exception, name);
            _statuses[name] = status with { RunningSince = null, LastEnd = clock.GetUtcNow(), LastError = exception.Message };
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed; it runs again on its next sweep.")]
    private partial void LogFailed(Exception exception, string job);
}

/// <summary>How a job stands on this node.</summary>
/// <param name="RunningSince">Null when it does not run.</param>
/// <param name="LastEnd">Null before the first run has ended.</param>
/// <param name="LastError">Null when the last run ended well.</param>
public sealed record JobStatus(string Name, DateTimeOffset? RunningSince = null, DateTimeOffset? LastEnd = null, string? LastError = null);
