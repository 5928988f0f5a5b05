namespace FormsHub.Jobs.JobServer;

/// <summary>Work that drains its own ledger: claims due rows until none is left. May run on any node, at any time, twice.</summary>
public interface IJob
{
    Task RunAsync(CancellationToken cancellationToken);
}
