using FormsHub.Jobs.JobServer;

namespace FormsHub.Jobs.Forms;

/// <summary>Makes the columns that a publication had to leave pending, and sends the values that waited through normalization again.</summary>
public sealed class WidenTables(TypedTable typedTable, IJobServer jobServer) : IJob
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var formId in await typedTable.PendingFormsAsync(cancellationToken))
        {
            if (await typedTable.WidenAsync(formId, Patience, cancellationToken))
            {
                jobServer.Trigger<Submissions.NormalizeSubmissions>();
            }
        }
    }
}
