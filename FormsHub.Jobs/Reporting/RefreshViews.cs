using FormsHub.Jobs.JobServer;

namespace FormsHub.Jobs.Reporting;

/// <summary>Keeps the reporting views in step with their forms, and the account that reads them within its limits.</summary>
public sealed class RefreshViews(ReaderAccount reader, ViewRefreshing views) : IJob
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await reader.PrepareAsync(cancellationToken);
        foreach (var formId in await views.DueAsync(cancellationToken))
        {
            await views.RefreshAsync(formId, Patience, cancellationToken);
        }
    }
}
