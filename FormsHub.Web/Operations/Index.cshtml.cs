using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.DocumentServer.Connection;
using FormsHub.Jobs.Intake;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Operations;
using FormsHub.Jobs.Submissions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Operations;

/// <summary>The machinery for administrators: what waits, what runs, what failed and why, what came in, and how the disk and the database are.</summary>
internal sealed partial class IndexModel(
    OperationsReader operations, Inbox inbox, JobRunner runner, IJobServer jobs, OpenDocuments documents, ForgottenFiles forgotten, ConnectionChecks checks,
    ConnectionProbe probe, IOptions<FormsHubOptions> formsHub, IOptions<JobsOptions> jobsOptions, TimeProvider time)
    : PageModel
{
    private const int Shown = 50;
    private const int CallbacksShown = 100;

    public WorkCount Count { get; private set; } = null!;
    public IReadOnlyList<WorkItem> Failed { get; private set; } = [];
    public IReadOnlyList<WorkItem> Waiting { get; private set; } = [];
    public IReadOnlyList<CallbackEvent> Callbacks { get; private set; } = [];
    public IReadOnlyList<JobStatus> Jobs { get; private set; } = [];
    public DatabaseFacts Database { get; private set; } = null!;

    /// <summary>The disk that holds the data directory.</summary>
    public DriveInfo Disk { get; private set; } = null!;
    public bool RunsJobs => jobsOptions.Value.Enabled;

    /// <summary>The address of the job server's own pages; null when it has none.</summary>
    public static string? JobServerPages =>
#if HANGFIRE
        HangfireDashboard.Address;
#else
        null;
#endif

    /// <summary>Only callbacks with this outcome; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Outcome { get; set; }

    /// <summary>How many were told to run again just now.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Again { get; set; }

    /// <summary>How far the database's clock is from this machine's.</summary>
    public TimeSpan ClockDifference { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Count = await operations.CountAsync(cancellationToken);
        Failed = await operations.FailedAsync(Shown, cancellationToken);
        Waiting = await operations.WaitingAsync(Shown, cancellationToken);
        Callbacks = await inbox.ListAsync(new(null, null, Outcome, null, CallbacksShown), cancellationToken);
        Database = await operations.DatabaseAsync(cancellationToken);
        ClockDifference = Database.Now - time.GetUtcNow();
        Jobs = runner.Statuses;
        Disk = new DriveInfo(Path.GetFullPath(formsHub.Value.DataDirectory));
        await LoadDocumentServerAsync(cancellationToken);
    }

    /// <param name="id">One submission; null for all that have failed.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<IActionResult> OnPostRunAgainAsync(long? id, CancellationToken cancellationToken)
    {
        var count = await operations.RunAgainAsync(id, cancellationToken);
        jobs.Trigger<NormalizeSubmissions>();
        return Redirect($"/operations?again={count}");
    }
}
